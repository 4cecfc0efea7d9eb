/**
 * Weather that comes on its own grid and layers (WRF, MCIP), brought to those of a run: bilinear between its own points,
 * winds from the staggered ones and turned to the normals of the run's faces, then from layer to layer by mass. Its own
 * mass of dry air stays behind: that of the run follows from surface pressure and humidity, and its continuity is
 * restored as that of any gridded weather is (massFluxes.ts).
 */
import { createGrid, type Faces, type Grid, type GridDefinition } from "../../grids/grid.js";
import { createStencils, interpolate, type Points, type Stencil, type Window } from "../../grids/horizontalStencil.js";
import { projectedPlane, type SourcePlane } from "../../grids/sourcePlane.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { recentSteps } from "../../io/recentSteps.js";
import type { Time } from "../../time.js";
import type { Meteorology, MeteorologySource, MoistAir } from "../meteorology.js";
import { createLayerRemap } from "./layerRemap.js";

/** Weather on its own grid and layers. */
export interface OwnMeteorology extends MeteorologySource {
  readonly grid: GridDefinition;
  readonly vertical: VerticalCoordinate;
}

interface Domain {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
}

/** Instants that are kept: those of an hour and its middle, and of weather that is off in time (erroneousWeather.ts). */
const KEPT = 4;

/** @returns the weather itself where a run has its grid and layers @throws CoverageError where the run's grid reaches beyond it */
export function onRun(own: OwnMeteorology, run: Domain): MeteorologySource {
  if (isOwnDomain(own, run)) return own;
  try {
    return remappedMeteorology(own, run);
  } catch (error) {
    own.close();
    throw error;
  }
}

/** Whether both have the same cells. */
export function isSameGrid(one: GridDefinition, other: GridDefinition): boolean {
  const numbers = (["columns", "rows", "x0", "y0", "dx", "dy"] as const).every((key) => one[key] === other[key]);
  return numbers && one.projection.definition === other.projection.definition;
}

function isOwnDomain(own: Pick<OwnMeteorology, "grid" | "vertical">, { grid, vertical }: Domain): boolean {
  const same = (x: Float64Array, y: Float64Array): boolean =>
    x.length === y.length && x.every((value, k) => value === y[k]);
  return isSameGrid(own.grid, grid) && same(own.vertical.a, vertical.a) && same(own.vertical.b, vertical.b);
}

function remappedMeteorology(own: OwnMeteorology, { grid, vertical }: Domain): MeteorologySource {
  const { xFaces, yFaces } = grid;
  const from = createGrid(own.grid);
  const where = own.files.join(", ");
  const middles = staggered(from, "none", [grid, xFaces, yFaces], where);
  const [u, v] = (["columns", "rows"] as const).map((along) => staggered(from, along, [xFaces, yFaces], where));
  const remap = createLayerRemap(own.vertical, vertical);
  const onLayers = (field: Float64Array, ps: Float64Array): Float64Array => {
    const out = new Float64Array(vertical.levels * ps.length);
    remap.apply(field, undefined, ps, out);
    return out;
  };
  const normals = [xFaces, yFaces].map((faces) => alongLattice(from, faces));
  /** @param set 0 for the faces of columns, 1 for those of rows */
  const wind = ({ xWind, yWind, surfacePressure }: Meteorology, set: 0 | 1): Float64Array => {
    const ps = middles.to(set + 1, surfacePressure);
    const [along, across] = [u.to(set, xWind), v.to(set, yWind)];
    const { column, row } = normals[set];
    const faces = ps.length;
    for (let i = 0; i < along.length; i++) along[i] = along[i] * column[i % faces] + across[i] * row[i % faces];
    return onLayers(along, ps);
  };
  const airOf = (air: MoistAir): MoistAir => {
    const surfacePressure = middles.to(0, air.surfacePressure);
    const specificHumidity = onLayers(middles.to(0, air.specificHumidity), surfacePressure);
    return { time: air.time, surfacePressure, specificHumidity };
  };
  const airAt = recentSteps(KEPT, (time: Time) => airOf(own.airAt(time)));
  const at = recentSteps(KEPT, (time: Time): Meteorology => {
    const weather = own.at(time);
    const air = airAt(time);
    return {
      ...air,
      temperature: onLayers(middles.to(0, weather.temperature), air.surfacePressure),
      xWind: wind(weather, 0),
      yWind: wind(weather, 1),
      boundaryLayerHeight: middles.to(0, weather.boundaryLayerHeight),
      frictionVelocity: middles.to(0, weather.frictionVelocity),
      inverseObukhovLength: middles.to(0, weather.inverseObukhovLength),
      shortwave: weather.shortwave && middles.to(0, weather.shortwave),
      precipitation: weather.precipitation && middles.to(0, weather.precipitation),
    };
  });
  return {
    title: `${own.title}, on another grid`,
    remarks: [
      ...own.remarks,
      `${own.title}: brought from its own ${from.columns} x ${from.rows} cells and ${own.vertical.levels} layers to the grid and layers of the run, so that its own mass of dry air is not kept`,
    ],
    coverage: own.coverage,
    files: own.files,
    urbanFraction: own.urbanFraction && middles.to(0, own.urbanFraction),
    check: (start, end) => own.check(start, end),
    at,
    airAt,
    surfacePressureAt: (time) => airAt(time).surfacePressure,
    close: () => own.close(),
  };
}

interface Staggered {
  /** @param set of points @param values [level][row][column] of the source @returns [level][point] */
  to(set: number, values: Float64Array): Float64Array;
}

/** @param along which of its lines the source has its points between cells @throws CoverageError */
function staggered(from: Grid, along: "none" | "columns" | "rows", sets: readonly Points[], where: string): Staggered {
  const [right, up] = [along === "columns" ? 1 : 0, along === "rows" ? 1 : 0];
  const plane = planeOf(from, from.columns + right, from.rows + up, right / 2, up / 2);
  const { window, stencils } = createStencils(plane, sets, where);
  return { to: (set, values) => onPoints(values, plane, window, stencils[set]) };
}

/** Of the same projection, its first point so many cells west and south of the first cell's middle. */
function planeOf(from: Grid, columns: number, rows: number, west: number, south: number): SourcePlane {
  const axis = (first: number, step: number, shift: number, count: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => first + (i - shift) * step);
  return projectedPlane(from.projection, axis(from.x0, from.dx, west, columns), axis(from.y0, from.dy, south, rows));
}

function onPoints(
  values: Float64Array,
  { columns, rows }: SourcePlane,
  window: Window,
  stencil: Stencil,
): Float64Array {
  const levels = values.length / (columns * rows);
  const cut = new Float64Array(window.columns * window.rows);
  const out = new Float64Array(levels * stencil.points);
  for (let k = 0; k < levels; k++) {
    for (let row = 0; row < window.rows; row++) {
      const start = (k * rows + window.row + row) * columns + window.column;
      cut.set(values.subarray(start, start + window.columns), row * window.columns);
    }
    interpolate(cut, 0, stencil, out, k * stencil.points);
  }
  return out;
}

/** The parts of the faces' normals along the columns and along the rows of the source, [face] */
function alongLattice(from: Grid, { normalEast, normalNorth, longitude, latitude }: Faces) {
  const plane = planeOf(from, from.columns, from.rows, 0, 0);
  const [column, row] = [new Float64Array(longitude.length), new Float64Array(longitude.length)];
  for (let f = 0; f < longitude.length; f++) {
    const along = plane.directionsAt(longitude[f], latitude[f]);
    column[f] = along.column[0] * normalEast[f] + along.column[1] * normalNorth[f];
    row[f] = along.row[0] * normalEast[f] + along.row[1] * normalNorth[f];
  }
  return { column, row };
}
