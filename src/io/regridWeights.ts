/**
 * Which boxes each cell of a grid meets, found once and kept in the cache (cache.ts) under the sides of the boxes, the grid
 * and the program. An entry is a .npz with checksums; one that is damaged is made anew, one that cannot be written is told
 * and done without.
 */
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { OutputError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import { boxOverlaps, type LongitudeLatitudeBoxes } from "../grids/regrid.js";
import { cellOverlaps, type MeshOfCells } from "../grids/regridCells.js";
import type { OverlapTable } from "../grids/regridder.js";
import { notWritten, writeAtomically } from "./atomicWrite.js";
import { cacheEntry, type KeyPart, keyOf, tellOfCache } from "./cache.js";
import { type NpzContent, readNpz, writeNpz } from "./npz.js";
import { programIdentity } from "./programIdentity.js";

/** Of fewer cells, boxes of a mesh included, they are found sooner than read. */
const FEWEST = 1000;

/** As `boxOverlaps`. @throws InputError where the sides do not increase or leave the sphere */
export function boxWeights(source: LongitudeLatitudeBoxes, grid: Grid): OverlapTable {
  if (grid.cells < FEWEST) return boxOverlaps(source, grid);
  const { longitudeEdges, latitudeEdges } = source;
  const key = ["lattice", Float64Array.from(longitudeEdges), Float64Array.from(latitudeEdges), ...partsOfGrid(grid)];
  return kept(key, grid, () => boxOverlaps(source, grid));
}

/** As `cellOverlaps`. */
export function meshWeights(mesh: MeshOfCells, grid: Grid): OverlapTable {
  if (grid.cells + mesh.rows * mesh.columns < FEWEST) return cellOverlaps(mesh, grid);
  const { rows, columns, cornerLongitude, cornerLatitude } = mesh;
  const corners = [Float64Array.from(cornerLongitude), Float64Array.from(cornerLatitude)];
  return kept(["mesh", `${rows} ${columns}`, ...corners, ...partsOfGrid(grid)], grid, () => cellOverlaps(mesh, grid));
}

/** All that tells a grid from another: its cells, and how a place is found in it. */
export function partsOfGrid({
  projection,
  columns,
  rows,
  x0,
  y0,
  dx,
  dy,
  cornerLongitude,
  cornerLatitude,
}: Grid): KeyPart[] {
  const lattice = Float64Array.of(columns, rows, x0, y0, dx, dy);
  return [projection.definition, lattice, cornerLongitude, cornerLatitude];
}

function kept(parts: readonly KeyPart[], grid: Grid, make: () => OverlapTable): OverlapTable {
  const key = keyOf(["weights", programIdentity(), ...parts]);
  const path = cacheEntry(key, "weights.npz");
  const found = existsSync(path) ? read(path, key, grid) : undefined;
  if (found !== undefined) return found;
  const table = make();
  try {
    write(path, key, table);
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    tellOfCache(`Regridding weights are not kept: ${error.message}`);
  }
  return table;
}

/** @returns undefined where the entry is not whole */
function read(path: string, key: string, grid: Grid): OverlapTable | undefined {
  try {
    return tableOf(readNpz(path), key, grid);
  } catch {
    tellOfCache(`Regridding weights in the cache are damaged and made anew: ${path}`);
    return undefined;
  }
}

interface Header {
  readonly key: string;
  readonly boxes: number;
}

/** @throws Error where it is another table */
function tableOf({ header, arrays }: NpzContent, key: string, { cells }: Grid): OverlapTable {
  const { key: own, boxes } = header as Header;
  const [start, index, area] = ["start", "index", "area"].map((name) => arrays.get(name)?.data);
  const whole =
    own === key &&
    start instanceof Int32Array &&
    index instanceof Int32Array &&
    area instanceof Float64Array &&
    start.length === cells + 1 &&
    index.length === start[cells] &&
    area.length === start[cells];
  if (!whole) throw new Error("another table");
  return { boxes, start, index, area };
}

/** @throws OutputError where the cache cannot be written */
function write(path: string, key: string, { boxes, ...table }: OverlapTable): void {
  const arrays = new Map(Object.entries(table).map(([name, data]) => [name, { shape: [data.length], data }] as const));
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw notWritten(path, cause);
  }
  writeAtomically(path, (temporary) => {
    const descriptor = openSync(temporary, "w");
    try {
      writeNpz(descriptor, { header: { key, boxes } satisfies Header, arrays });
    } finally {
      closeSync(descriptor);
    }
  });
}
