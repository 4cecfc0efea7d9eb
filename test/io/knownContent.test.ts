/** Hashes that are known from before: of what has not changed, and never of what has. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hearOfCache } from "../../src/io/cache.js";
import { describeInputs } from "../../src/io/inputFiles.js";

const { OPENJDAS_CACHE } = process.env;
const heard: string[] = [];
hearOfCache((sentence) => heard.push(sentence));
let folder = "";
let path = "";
const bytes = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * i) % 251));
const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");
const hashOf = async (anew = false): Promise<string> => (await describeInputs([path], { anew }))[0].sha256;
const later = (seconds: number): void => void vi.spyOn(Date, "now").mockReturnValue(Date.now() + 1000 * seconds);

beforeEach(() => {
  heard.length = 0;
  folder = mkdtempSync(join(tmpdir(), "openjdas-content-"));
  process.env.OPENJDAS_CACHE = join(folder, "cache");
  path = join(folder, "input.nc");
  writeFileSync(path, bytes);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.env.OPENJDAS_CACHE = OPENJDAS_CACHE;
  rmSync(folder, { recursive: true });
});

it("a hash is kept of a file that has settled, and of no other", async () => {
  expect(await hashOf()).toBe(sha256(bytes));
  expect(readdirSync(folder)).toEqual(["input.nc"]);
  later(70);
  expect(await hashOf()).toBe(sha256(bytes));
  const [name] = readdirSync(join(folder, "cache"));
  expect(name).toMatch(/^[0-9a-f]{24}-hash\.txt$/);
  const entry = join(folder, "cache", name);
  const whole = readFileSync(entry, "utf8");
  writeFileSync(entry, whole.replace(sha256(bytes), "0".repeat(64)));
  expect(await hashOf()).toBe(sha256(bytes));
  expect(heard).toEqual([`A hash in the cache is damaged and not used: ${entry}`]);
  expect(readFileSync(entry, "utf8")).toBe(whole);
});

it("any byte that changes is seen, though size and date stay, and back it is the same", async () => {
  later(70);
  await hashOf();
  const { atime, mtime } = statSync(path);
  const changedAt = (): bigint => statSync(path, { bigint: true }).ctimeNs;
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(bytes);
      changed[at] ^= change;
      const before = changedAt();
      // Not within the tick of the last change: in earnest a minute has passed since that.
      do {
        writeFileSync(path, changed);
        utimesSync(path, atime, mtime);
      } while (changedAt() === before);
      expect(await hashOf()).toBe(sha256(changed));
    }),
    { numRuns: 30 },
  );
  writeFileSync(path, bytes);
  expect(await hashOf()).toBe(sha256(bytes));
});

it("a file is read anew where that is asked for", async () => {
  later(70);
  await hashOf();
  expect(await hashOf(true)).toBe(sha256(bytes));
  writeFileSync(join(folder, "no folder"), "");
  process.env.OPENJDAS_CACHE = join(folder, "no folder");
  expect(await hashOf()).toBe(sha256(bytes));
  expect(heard.join()).toMatch(/^Hashes of inputs are not kept: .*could not be written/);
});
