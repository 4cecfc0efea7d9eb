/**
 * Grid and layers of WRF's output: the projection of its global attributes (MAP_PROJ and the like) on the sphere of 6370 km,
 * placed where XLONG and XLAT put the first cell, so that output that was cut to an area is placed as well; and layers of
 * dry pressure, p = C3F (ps - ptop) + C4F + ptop of the hybrid coordinate (Park et al. 2013,
 * doi:10.1175/MWR-D-12-00353.1), or eta where C3F and C4F are absent.
 */
import { InputError } from "../../errors.js";
import { type GridDefinition, longitudeLatitudeGrid } from "../../grids/grid.js";
import { createProjection } from "../../grids/projection.js";
import { lambertConformal, mercator, polarStereographic } from "../../grids/sphericalMaps.js";
import { hybridCoordinate, type VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { checkCells } from "./ownDomain.js";

/** Degrees of latitude or longitude may differ so much over the lattice of a longitude-latitude grid. */
const EVEN = 1e-3;

/** A variable at a step of its file, whether or not it has a dimension of time. @throws InputError where it is absent */
export function wrfStep(file: NetcdfFile, name: string, step: number): Float64Array {
  const variable = file.variable(name);
  const start = variable.shape.map(() => 0);
  const count = [...variable.shape];
  if (variable.dimensions[0] === "Time") {
    start[0] = step;
    count[0] = 1;
  }
  return variable.read(start, count);
}

function attribute(file: NetcdfFile, name: string): number {
  const value = file.attributes[name];
  if (typeof value === "number") return value;
  throw new InputError({
    where: file.path,
    found: `no number in the global attribute ${name}`,
    expected: "the global attributes that WRF writes",
    remedy: "keep them when you cut or join the output, as ncks and ncrcat do",
  });
}

/** @throws InputError where the projection is not understood, or puts cells elsewhere than XLONG and XLAT */
export function wrfGrid(file: NetcdfFile): GridDefinition {
  const { west_east: columns, south_north: rows } = file.dimensions;
  const [longitude, latitude] = ["XLONG", "XLAT"].map((name) => wrfStep(file, name, 0));
  const definition = placed(file, columns, rows, longitude, latitude);
  checkPlaces(file, definition, 0);
  return definition;
}

/** @throws InputError where the cells of a step lie elsewhere: a nest that moved, or output of which cells were left out */
export function checkPlaces(file: NetcdfFile, definition: GridDefinition, step: number): void {
  const [longitude, latitude] = ["XLONG", "XLAT"].map((name) => wrfStep(file, name, step));
  const expected = "cells DX and DY apart in the projection of the attributes, at the same places at all times";
  checkCells(`${file.path}: XLONG, XLAT`, definition, longitude, latitude, expected);
}

function placed(
  file: NetcdfFile,
  columns: number,
  rows: number,
  longitude: Float64Array,
  latitude: Float64Array,
): GridDefinition {
  const number = (name: string): number => attribute(file, name);
  const name = `WRF domain ${Number(file.attributes.GRID_ID ?? 1)}`;
  if (number("MAP_PROJ") === 6 && Math.abs(Number(file.attributes.POLE_LAT ?? 90)) === 90) {
    return onLatitudes(file, name, columns, rows, longitude, latitude);
  }
  const projection = createProjection(definitionOf(file));
  const [x0, y0] = projection.forward(longitude[0], latitude[0]);
  return { name, projection, columns, rows, x0, y0, dx: number("DX"), dy: number("DY") };
}

function definitionOf(file: NetcdfFile): string {
  const number = (name: string): number => attribute(file, name);
  switch (number("MAP_PROJ")) {
    case 1:
      return lambertConformal([number("TRUELAT1"), number("TRUELAT2")], number("TRUELAT1"), number("STAND_LON"));
    case 2:
      return polarStereographic(Math.sign(number("TRUELAT1")), number("TRUELAT1"), number("STAND_LON"));
    case 3:
      return mercator(number("TRUELAT1"), number("CEN_LON"));
  }
  throw new InputError({
    where: file.path,
    found: `MAP_PROJ ${number("MAP_PROJ")}${number("MAP_PROJ") === 6 ? ` with the pole at ${number("POLE_LAT")} N` : ""}`,
    expected:
      "1 (Lambert), 2 (polar stereographic), 3 (Mercator) or 6 (longitude-latitude) with its pole at the Earth's",
  });
}

function onLatitudes(
  file: NetcdfFile,
  name: string,
  columns: number,
  rows: number,
  longitude: Float64Array,
  latitude: Float64Array,
): GridDefinition {
  const dx = (longitude[columns - 1] - longitude[0]) / (columns - 1);
  const dy = (latitude[(rows - 1) * columns] - latitude[0]) / (rows - 1);
  if (dx > EVEN && dy > EVEN) return longitudeLatitudeGrid(name, longitude[0], latitude[0], dx, dy, columns, rows);
  throw new InputError({
    where: `${file.path}: XLONG, XLAT`,
    found: `spacings of ${dx} and ${dy} degrees`,
    expected: "longitudes and latitudes that grow, without a jump at 180 degrees",
  });
}

/** @throws InputError where the interfaces are no column from the ground to the top, or those of a hybrid run are absent */
export function wrfLayers(file: NetcdfFile): VerticalCoordinate {
  const [top] = wrfStep(file, "P_TOP", 0);
  const hybrid = file.has("C3F") && file.has("C4F");
  if (!hybrid && Number(file.attributes.HYBRID_OPT ?? 0) !== 0) {
    throw new InputError({
      where: file.path,
      found: `HYBRID_OPT ${String(file.attributes.HYBRID_OPT)} without C3F and C4F`,
      expected: "the coefficients of the hybrid coordinate",
      remedy: "keep C3F and C4F when you cut the output",
    });
  }
  const b = wrfStep(file, hybrid ? "C3F" : "ZNW", 0);
  const offset = hybrid ? wrfStep(file, "C4F", 0) : new Float64Array(b.length);
  const last = b.length - 1;
  if (!(top > 0) || Math.abs(b[0] - 1) > 1e-5 || Math.abs(b[last]) > 1e-5 || Math.abs(offset[0]) > 1) {
    throw new InputError({
      where: `${file.path}: ${hybrid ? "C3F, C4F" : "ZNW"} and P_TOP`,
      found: `interfaces from ${b[0]} to ${b[last]} under ${top} Pa`,
      expected: "all interfaces of the model, from 1 at the ground to 0 at the top",
      remedy: "cut the output in the horizontal only",
    });
  }
  const share = Array.from(b, (value, k) => (k === 0 ? 1 : k === last ? 0 : value));
  const a = share.map((value, k) => (k === 0 ? 0 : offset[k] + top * (1 - value)));
  return hybridCoordinate(`WRF domain ${Number(file.attributes.GRID_ID ?? 1)} layers`, a, share);
}
