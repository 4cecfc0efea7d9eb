/** `jdas prepare` as its page shows it: a run without it, and one that takes from the cache and writes the same bytes. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeDayOfFiles } from "../experiments/setup/dayOfFiles.js";
import { jdas, jdasSucceeds, type Outcome, readNumbers, temporaryFolder } from "./jdas.js";

const page = readFileSync(new URL("../../docs/prepare.md", import.meta.url), "utf8");
const [, experiment] = /^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
const { OPENJDAS_CACHE } = process.env;
const folder = temporaryFolder();
const cache = join(folder, "cache");
const record = (run: string) =>
  JSON.parse(readFileSync(join(folder, run, "run.json"), "utf8")) as { prepared?: { part: string; entry: string }[] };
const withoutTimes = (output: string): string => output.replace(/\d+(\.\d+)? (days\/min|s left)/g, "N $2");

let before: Outcome;
let prepared: Outcome;
let after: Outcome;
beforeAll(async () => {
  process.env.OPENJDAS_CACHE = cache;
  mkdirSync(join(folder, "data"));
  await writeDayOfFiles(join(folder, "data"));
  writeFileSync(join(folder, "day.yaml"), experiment);
  before = await jdasSucceeds(folder, "run", "day.yaml", "-o", "before");
  prepared = await jdasSucceeds(folder, "prepare", "day.yaml");
  after = await jdasSucceeds(folder, "run", "day.yaml");
});
afterAll(() => {
  process.env.OPENJDAS_CACHE = OPENJDAS_CACHE;
});

it("tells what it made, as its page shows", () => {
  const [, shown] = /prints\n\n```text\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const size = /\d+(\.\d+)? (KiB|MiB)/g;
  const hash = /[0-9a-f]{24}/g;
  const plain = (text: string): string => text.replace(size, "SIZE").replace(hash, "HASH").replace(/ +/g, " ");
  const output = prepared.stdout.replace(cache, "/home/you/.cache/openjdas").trim();
  expect(plain(output).replace(/-+/g, "-")).toBe(plain(shown).replace(/-+/g, "-").trim());
  expect(withoutTimes(prepared.stderr)).toContain(
    "fluxes.biosphere: 2016-07-01 done (1 of 1 days), N days/min, N s left",
  );
});

it("is used by a run, which says and records it, and writes the same", async () => {
  const line = "Set-up: prepared, from the cache: meteorology, fluxes.biosphere, fluxes.fossil, observations\n";
  expect(page).toContain(line);
  expect(after.stderr).toContain(line);
  expect(before.stderr).not.toContain("from the cache");
  expect(record("before").prepared).toBeUndefined();
  expect(record("day").prepared?.map(({ part }) => part)).toEqual([
    "meteorology",
    "fluxes.biosphere",
    "fluxes.fossil",
    "observations",
  ]);
  expect(record("day").prepared?.every(({ entry }) => existsSync(entry))).toBe(true);
  const files = readdirSync(join(folder, "day")).filter((name) => name.endsWith(".nc"));
  expect(files.length).toBeGreaterThan(3);
  expect(readdirSync(join(folder, "before")).filter((name) => name.endsWith(".nc"))).toEqual(files);
  for (const name of files) {
    const [plain, cached] = await Promise.all(["before", "day"].map((run) => readNumbers(join(folder, run, name))));
    expect(Object.keys(cached)).toEqual(Object.keys(plain));
    const same = Object.entries(plain).map(([key, values]) => [
      key,
      Buffer.from(values.buffer).equals(Buffer.from(cached[key].buffer)),
    ]);
    expect(same.filter(([, equal]) => equal !== true)).toEqual([]);
  }
});

it("fails where nothing can be kept", async () => {
  rmSync(cache, { recursive: true });
  writeFileSync(cache, "a file");
  const { code, stderr } = await jdas(folder, "prepare", "day.yaml");
  expect(code).toBe(1);
  expect(stderr).toMatch(/jdas: OutputError\n {2}.*it could not be written/);
});
