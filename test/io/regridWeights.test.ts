/** Weights that are kept: the same numbers, a key of all that they depend on, and a cache that is damaged, full or read-only. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { createGrid, type Grid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { boxOverlaps } from "../../src/grids/regrid.js";
import type { OverlapTable } from "../../src/grids/regridder.js";
import { cellOverlaps, type MeshOfCells } from "../../src/grids/regridCells.js";
import { hearOfCache, keyOf } from "../../src/io/cache.js";
import { boxWeights, meshWeights } from "../../src/io/regridWeights.js";

const { OPENJDAS_CACHE } = process.env;
const heard: string[] = [];
hearOfCache((sentence) => heard.push(sentence));
let folder = "";
beforeEach(() => {
  heard.length = 0;
  folder = mkdtempSync(join(tmpdir(), "openjdas-weights-"));
  process.env.OPENJDAS_CACHE = join(folder, "cache");
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => {
  process.env.OPENJDAS_CACHE = OPENJDAS_CACHE;
});

const entries = (): string[] => readdirSync(join(folder, "cache"));
const bytesOf = (one: string | OverlapTable["area"] | OverlapTable["start"]): Buffer =>
  typeof one === "string" ? Buffer.from(one) : Buffer.from(one.buffer, one.byteOffset, one.byteLength);
const sameAs = (table: OverlapTable) => (other: OverlapTable) =>
  table.boxes === other.boxes &&
  (["start", "index", "area"] as const).every((name) => bytesOf(table[name]).equals(bytesOf(other[name])));
const grid = createGrid(longitudeLatitudeGrid("fine", 100.3, 20.2, 0.3, 0.3, 32, 32));
const lattice = (shift = 0) => ({
  longitudeEdges: Array.from({ length: 31 }, (_, i) => 95 + shift + i),
  latitudeEdges: Array.from({ length: 31 }, (_, i) => 15 + i),
});
const meshOf = ({ rows, columns, cornerLongitude, cornerLatitude }: Grid): MeshOfCells => ({
  rows,
  columns,
  cornerLongitude,
  cornerLatitude,
});
const mesh = meshOf(createGrid(longitudeLatitudeGrid("mesh", 104, 22, 1, 1, 12, 11)));

it("weights are found once and are the same, to the bit, when they are read", () => {
  const [boxes, cells] = [boxOverlaps(lattice(), grid), cellOverlaps(mesh, grid)];
  for (const count of [2, 2]) {
    expect(boxWeights(lattice(), grid)).satisfy(sameAs(boxes));
    expect(meshWeights(mesh, grid)).satisfy(sameAs(cells));
    expect(entries()).toHaveLength(count);
  }
  expect(entries().every((name) => /^[0-9a-f]{24}-weights\.npz$/.test(name))).toBe(true);
  expect(heard).toEqual([]);
});

it("another side, corner, grid or projection is another entry", () => {
  boxWeights(lattice(), grid);
  boxWeights(lattice(1e-9), grid);
  boxWeights(lattice(), {
    ...grid,
    cornerLatitude: grid.cornerLatitude.map((value, i) => value + (i === 7 ? 1e-12 : 0)),
  });
  boxWeights(lattice(), { ...grid, projection: { ...grid.projection, definition: "another" } });
  boxWeights(lattice(), { ...grid, x0: grid.x0 + 1e-9 });
  meshWeights(mesh, grid);
  meshWeights({ ...mesh, rows: mesh.columns, columns: mesh.rows }, grid);
  expect(entries()).toHaveLength(7);
});

it("an entry with any byte changed or cut off gives no other weights", () => {
  const table = boxWeights(lattice(), grid);
  const path = join(folder, "cache", entries()[0]);
  const whole = readFileSync(path);
  const spoil = (bytes: Buffer): void => {
    writeFileSync(path, bytes);
    expect(boxWeights(lattice(), grid)).satisfy(sameAs(table));
  };
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = Buffer.from(whole);
      bytes[at] ^= change;
      spoil(bytes);
    }),
    { numRuns: 20 },
  );
  for (const length of [0, 1000, whole.length - 1]) {
    spoil(whole.subarray(0, length));
    expect(readFileSync(path).equals(whole)).toBe(true);
  }
});

it("a damaged entry is named; where nothing can be written, the weights are made all the same, and why is told", () => {
  const table = boxWeights(lattice(), grid);
  writeFileSync(join(folder, "cache", entries()[0]), "no archive");
  expect(boxWeights(lattice(), grid)).satisfy(sameAs(table));
  expect(heard.join()).toMatch(/^Regridding weights in the cache are damaged and made anew: .*-weights\.npz$/);
  writeFileSync(join(folder, "file"), "");
  process.env.OPENJDAS_CACHE = join(folder, "file", "cache");
  expect(boxWeights(lattice(), grid)).satisfy(sameAs(table));
  expect(heard[1]).toMatch(/^Regridding weights are not kept: .*could not be written/);
});

it("a key has all of its parts, each apart from the next", () => {
  const part = fc.oneof(fc.string(), fc.float64Array());
  fc.assert(
    fc.property(fc.array(part), fc.array(part), (a, b) => {
      const same =
        a.length === b.length && a.every((one, i) => typeof one === typeof b[i] && bytesOf(one).equals(bytesOf(b[i])));
      expect(keyOf(a) === keyOf(b)).toBe(same);
    }),
  );
  expect(keyOf(["ab", "c"])).not.toBe(keyOf(["a", "bc"]));
});
