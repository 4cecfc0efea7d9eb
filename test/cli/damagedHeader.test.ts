/** A header that declares more than its file holds costs no memory. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { classicBytes, type ClassicPart } from "../io/classicBytes.js";
import { temporaryFolder } from "./jdas.js";

const folder = temporaryFolder();
const OPEN = new URL("../../dist/io/openNetcdf.js", import.meta.url).href;

it("a variable of thirty million dimensions in a file of some hundred bytes", () => {
  const x: ClassicPart = { name: "x", dimensions: [0], type: "double", values: [[10, 20, 30]] };
  const bytes = classicBytes(1, [["n", 3]], [x], 0);
  // Its name, and the number of its dimensions.
  const name = bytes.lastIndexOf(Buffer.from([0, 0, 0, 1, 0x78, 0, 0, 0]));
  bytes.writeUInt32BE(30_000_000, name + 8);
  writeFileSync(join(folder, "damaged.nc"), bytes);
  const grown =
    "const before = process.resourceUsage().maxRSS; await openNetcdf('damaged.nc').catch(({ message }) => " +
    "console.log(message, (process.resourceUsage().maxRSS - before) / 1024));";
  const code = `import { openNetcdf } from "${OPEN}"; ${grown}`;
  const words = ["--input-type=module", "--eval", code];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  const [, mebibytes] = /damaged\.nc: a damaged classic netCDF file.* (\S+)\n$/.exec(stdout) ?? [];
  // An array of so many would take 240.
  expect(Number(mebibytes)).toBeLessThan(50);
});
