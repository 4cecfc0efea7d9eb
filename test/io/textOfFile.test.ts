import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { textOfFile } from "../../src/io/textOfFile.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-text-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("a text that is too large to be held is refused before it is read", () => {
  const path = join(folder, "long.txt");
  writeFileSync(path, "a,b\n");
  expect(textOfFile(path, "a table")).toBe("a,b\n");
  // of holes: it takes no room
  truncateSync(path, 300 * 2 ** 20);
  expect(() => textOfFile(path, "a table")).toThrow(InputError);
  expect(() => textOfFile(path, "a table")).toThrow(/long\.txt: 300 MiB of text; expected at most 256 MiB of text/);
});
