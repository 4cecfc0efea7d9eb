/** One instant of gridded weather on the model's grid and layers (griddedFields.ts, griddedTarget.ts). */
import type { Grid } from "../../grids/grid.js";
import { createStencils } from "../../grids/horizontalStencil.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { Time } from "../../time.js";
import { diagnoseBoundaryLayer, type GivenBoundaryLayer } from "../diagnosedBoundaryLayer.js";
import type { Meteorology } from "../meteorology.js";
import { type GriddedFields, griddedFields } from "./griddedFields.js";
import type { GriddedFiles } from "./griddedFiles.js";
import type { QuantityName } from "./griddedQuantities.js";
import { type GriddedTarget, griddedTarget, verticalChoice, type Wind } from "./griddedTarget.js";
import { unusableHeatFlux, upwardHeatFlux } from "./sensibleHeat.js";
import { windNormals } from "./windDirections.js";

export interface InstantReader {
  /** Reads the fields that transport cannot do without, and drops them. @throws InputError as `read` */
  check(time: Time): void;
  /** @param time one of the files' times @throws InputError where a value that is needed is not finite */
  read(time: Time): Meteorology;
}

/** @throws CoverageError where the grid lies outside the area of the files */
export function createInstantReader(
  files: GriddedFiles,
  grid: Grid,
  vertical: VerticalCoordinate,
  landFraction: Float64Array,
): InstantReader {
  const sets = [grid, grid.xFaces, grid.yFaces];
  const { window, stencils } = createStencils(files.lattice, sets, files.paths.join(", "));
  const fields = griddedFields(files, window);
  const verticalFor = verticalChoice(vertical);
  const normals = { x: windNormals(files, grid.xFaces), y: windNormals(files, grid.yFaces) };
  const [cells, xFaces, yFaces] = stencils.map((stencil) =>
    griddedTarget(stencil, window.rows * window.columns, vertical, verticalFor),
  );
  return {
    check(time) {
      const source = fields.surfacePressure(time);
      fields.onLevels("eastwardWind", time, source, false);
      fields.onLevels("northwardWind", time, source, false);
      fields.humidity(time, source, fields.onLevels("temperature", time, source, false));
    },
    read(time) {
      const source = fields.surfacePressure(time);
      const onLevels = {
        eastward: fields.onLevels("eastwardWind", time, source, false),
        northward: fields.onLevels("northwardWind", time, source, false),
      };
      const nearGround = surfaceWind(files, fields, time);
      const temperature = fields.onLevels("temperature", time, source, false);
      const ps = cells.horizontally(source);
      const t2m = onCells(cells, fields.optional("surfaceTemperature", time));
      const weather: Meteorology = {
        time,
        surfacePressure: ps,
        temperature: cells.scalar(temperature, t2m, ps),
        specificHumidity: cells.scalar(fields.humidity(time, source, temperature), undefined, ps),
        xWind: xFaces.wind(onLevels, nearGround, normals.x, source),
        yWind: yFaces.wind(onLevels, nearGround, normals.y, source),
        boundaryLayerHeight: new Float64Array(grid.cells),
        frictionVelocity: new Float64Array(grid.cells),
        inverseObukhovLength: new Float64Array(grid.cells),
        updraftMassFlux: files.has("updraftMassFlux")
          ? cells.updraft(fields.onLevels("updraftMassFlux", time, source, true), ps)
          : undefined,
        shortwave: onCells(cells, fields.shown("shortwave", time)),
        precipitation: precipitation(cells, fields, time),
      };
      const known = knownSurface(files, fields, cells, time, t2m);
      diagnoseBoundaryLayer(grid, vertical, landFraction, known, weather);
      return weather;
    },
  };
}

function surfaceWind(files: GriddedFiles, fields: GriddedFields, time: Time): Wind<Float64Array> | undefined {
  if (!files.has("eastwardSurfaceWind") || !files.has("northwardSurfaceWind")) return undefined;
  return {
    eastward: fields.surface("eastwardSurfaceWind", time),
    northward: fields.surface("northwardSurfaceWind", time),
  };
}

/** What the files know of the boundary layer, [cell]; the rest is diagnosed. */
function knownSurface(
  files: GriddedFiles,
  fields: GriddedFields,
  cells: GriddedTarget,
  time: Time,
  t2m: Float64Array | undefined,
): GivenBoundaryLayer {
  const flux = files.has("sensibleHeat") ? files.find("sensibleHeat", time) : undefined;
  const sign = flux === undefined || unusableHeatFlux(flux) !== undefined ? undefined : upwardHeatFlux(flux);
  const cell = (quantity: QuantityName): Float64Array | undefined => onCells(cells, fields.optional(quantity, time));
  return {
    height: cell("boundaryLayerHeight"),
    frictionVelocity: cell("frictionVelocity"),
    heatFlux: sign === undefined ? undefined : cell("sensibleHeat")?.map((flux) => sign * flux),
    groundTemperature: cell("skinTemperature") ?? t2m,
  };
}

/** In all, else the sum of its two kinds where both are known. */
function precipitation(cells: GriddedTarget, fields: GriddedFields, time: Time): Float64Array | undefined {
  const all = fields.shown("precipitation", time);
  if (all !== undefined) return cells.horizontally(all);
  const [convective, largeScale] = [
    fields.shown("convectivePrecipitation", time),
    fields.shown("largeScalePrecipitation", time),
  ];
  if (convective === undefined || largeScale === undefined) return undefined;
  return cells.horizontally(convective.map((value, point) => value + largeScale[point]));
}

function onCells(cells: GriddedTarget, values: Float64Array | undefined): Float64Array | undefined {
  return values === undefined ? undefined : cells.horizontally(values);
}
