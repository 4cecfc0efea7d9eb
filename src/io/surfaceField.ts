/** A variable of the Earth's surface in one file, step by step, on whichever kind of boxes it lies. */
import type { Grid } from "../grids/grid.js";
import { boxAreas } from "../grids/regrid.js";
import type { Window } from "../grids/horizontalStencil.js";
import { cellAreas } from "../grids/regridCells.js";
import { createWeightedMean, type OverlapTable, type Regridder } from "../grids/regridder.js";
import { InputError } from "../errors.js";
import { linesInWords, sameCoordinates } from "./cfAxes.js";
import { type HorizontalAxis } from "./cfHorizontal.js";
import { type Lattice, openLattice } from "./cfLattice.js";
import { type CfMesh, findMesh } from "./cfMesh.js";
import { readTimes } from "./cfTime.js";
import { validTime } from "./cfValidTime.js";
import { readRanges } from "./cfValues.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";
import { boxWeights, meshWeights } from "./regridWeights.js";

export interface SurfaceField {
  readonly file: NetcdfFile;
  readonly variable: NetcdfVariable;
  /** The file and the variable, for messages. */
  readonly where: string;
  /** As the file writes them; "" where it writes none. */
  readonly units: string;
  readonly boxes: SurfaceBoxes;
  /** `months`: twelve, of any year. */
  readonly along: { readonly kind: "nothing" | "months" } | { readonly kind: "time"; readonly time: NetcdfVariable };
  readonly steps: number;
  /** @param window rows and columns of boxes; all by default @returns [row][column] of the window, NaN where missing */
  step(index: number, window?: Window): Float64Array;
}

export type SurfaceBoxes =
  | { readonly kind: "lattice"; readonly longitude: HorizontalAxis; readonly latitude: HorizontalAxis }
  | { readonly kind: "mesh"; readonly mesh: CfMesh };

/** @throws InputError, CoverageError where the variable or its axes are not understood */
export function openSurfaceField(file: NetcdfFile, name: string): SurfaceField {
  const mesh = findMesh(file, file.variable(name));
  return mesh === undefined ? onLattice(openLattice(file, name)) : onMesh(file, file.variable(name), mesh);
}

function onLattice(lattice: Lattice): SurfaceField {
  const { file, variable, where, units, axes, time, times, levels } = lattice;
  const { longitude, latitude, level } = axes;
  const own = { file, variable, where, units, boxes: { kind: "lattice", longitude, latitude } } as const;
  if (levels === 12 && time === undefined && /^mon(th)?s?$/i.test(level?.name ?? "")) {
    return {
      ...own,
      along: { kind: "months" },
      steps: 12,
      step(month, window) {
        const all = lattice.step(0, window);
        return all.slice((month * all.length) / 12, ((month + 1) * all.length) / 12);
      },
    };
  }
  if (levels !== 1) {
    throw new InputError({
      where,
      found: `dimensions (${variable.dimensions.join(", ")})`,
      expected: "time, latitude and longitude, or latitude and longitude",
      remedy: "take one level, or the sum over what is not time or place",
    });
  }
  const along = time === undefined || axes.time === undefined ? untimed : ({ kind: "time", time } as const);
  return { ...own, along, steps: Math.max(1, times.length), step: (index, window) => lattice.step(index, window) };
}

const untimed = { kind: "nothing" } as const;

function onMesh(file: NetcdfFile, variable: NetcdfVariable, mesh: CfMesh): SurfaceField {
  const { time, y, x } = mesh;
  const where = `${file.path}: variable "${variable.name}"`;
  const valid = time === undefined ? undefined : validTime(file, variable, time);
  if (time !== undefined && valid === undefined) {
    throw new InputError({ where, found: `a dimension "${time.name}" without times`, expected: "a variable of them" });
  }
  const { units } = variable.attributes;
  const whole = { row: 0, rows: y.size, column: 0, columns: x.size };
  return {
    file,
    variable,
    where,
    units: typeof units === "string" ? units.trim() : "",
    boxes: { kind: "mesh", mesh },
    along: valid === undefined ? untimed : { kind: "time", time: valid },
    steps: valid === undefined ? 1 : readTimes(valid, file.path).length,
    step: (index, { row, rows, column, columns } = whole) =>
      readRanges(variable, [
        ...(time === undefined ? [] : [{ position: time.position, from: index, count: 1, reversed: false }]),
        { position: y.position, from: row, count: rows, reversed: false },
        { position: x.position, from: column, count: columns, reversed: false },
      ]),
  };
}

/** Conservative, from these boxes to the cells of a grid. @throws InputError where the boxes have no sides */
export function regridderOf(boxes: SurfaceBoxes, grid: Grid): Regridder {
  return createWeightedMean(grid, weightsOf(boxes, grid));
}

function weightsOf(boxes: SurfaceBoxes, grid: Grid): OverlapTable {
  if (boxes.kind === "mesh") return meshWeights(boxes.mesh, grid);
  const { longitude, latitude } = boxes;
  return boxWeights({ longitudeEdges: longitude.edges(), latitudeEdges: latitude.edges() }, grid);
}

/** Rows and columns that hold all of some boxes, one at least where there are none. @param chosen numbers of boxes */
export function windowOf(boxes: SurfaceBoxes, chosen: Int32Array): Window {
  const columns = columnsOf(boxes);
  let [west, east, south, north] = [Infinity, -1, Infinity, -1];
  for (const box of chosen) {
    const [row, column] = [Math.floor(box / columns), box % columns];
    west = Math.min(west, column);
    east = Math.max(east, column);
    south = Math.min(south, row);
    north = Math.max(north, row);
  }
  if (east < 0) return { row: 0, rows: 1, column: 0, columns: 1 };
  return { row: south, rows: north - south + 1, column: west, columns: east - west + 1 };
}

/** Numbers of the boxes of a window, [row][column]. */
export function boxesOf(boxes: SurfaceBoxes, { row, rows, column, columns }: Window): Int32Array {
  const all = columnsOf(boxes);
  return Int32Array.from(
    { length: rows * columns },
    (_, i) => (row + Math.floor(i / columns)) * all + column + (i % columns),
  );
}

function columnsOf(boxes: SurfaceBoxes): number {
  return boxes.kind === "mesh" ? boxes.mesh.columns : boxes.longitude.values.length;
}

/** Area of each box on the sphere [m2]. @throws InputError where the boxes have no sides */
export function areasOf(boxes: SurfaceBoxes): Float64Array {
  if (boxes.kind === "mesh") return cellAreas(boxes.mesh);
  const { longitude, latitude } = boxes;
  return boxAreas({ longitudeEdges: longitude.edges(), latitudeEdges: latitude.edges() });
}

/** Whether two fields lie in the same boxes but for rounding to 32 bits. */
export function sameBoxes(a: SurfaceBoxes, b: SurfaceBoxes): boolean {
  const [one, other] = [a, b].map((boxes) =>
    boxes.kind === "mesh"
      ? { longitude: boxes.mesh.longitude, latitude: boxes.mesh.latitude }
      : { longitude: boxes.longitude.values, latitude: boxes.latitude.values },
  );
  return (
    a.kind === b.kind &&
    sameCoordinates(one.latitude, other.latitude) &&
    sameCoordinates(one.longitude, other.longitude)
  );
}

/** How many, and from where to where their middles reach. */
export function boxesInWords(boxes: SurfaceBoxes): string {
  if (boxes.kind === "mesh") return `${boxes.mesh.columns} x ${boxes.mesh.rows} cells of a mesh`;
  return linesInWords(boxes.longitude.values, boxes.latitude.values);
}

/** Middle of a box [degrees]. */
export function placeOf(boxes: SurfaceBoxes, box: number): { readonly latitude: number; readonly longitude: number } {
  if (boxes.kind === "mesh") return { latitude: boxes.mesh.latitude[box], longitude: boxes.mesh.longitude[box] };
  const columns = columnsOf(boxes);
  return {
    latitude: boxes.latitude.values[Math.floor(box / columns)],
    longitude: boxes.longitude.values[box % columns],
  };
}
