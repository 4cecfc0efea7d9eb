/**
 * Regions of a netCDF file, on whatever boxes it has: integer codes that flag_values and flag_meanings (CF-1.11, section 3.5)
 * name, or that count the texts of a variable from 0, or shares of each box, 0 to 1 or in per cent, one variable a region or along a dimension whose names a text variable
 * holds. A cell of the grid gets the area that region and cell share, over its own. What is missing is of no region.
 */
import { type Fault, InputError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import { boxAreas } from "../grids/regrid.js";
import { cellAreas } from "../grids/regridCells.js";
import type { Regridder } from "../grids/regridder.js";
import type { DrawnRegion } from "../regions/ownRegions.js";
import { fixedDimension } from "./fixedDimension.js";
import { maskVariables, namesAlong } from "./maskVariables.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";
import { openSurfaceField, regridderOf, sameBoxes, type SurfaceBoxes, type SurfaceField } from "./surfaceField.js";

export interface MaskRequest {
  /** Names of the variables; those of the file that look like one where nothing is said. */
  readonly variables?: readonly string[] | undefined;
  /** The variable that holds the names of regions along a dimension. */
  readonly names?: string | undefined;
}

/** A region's share of each box of the file. */
interface Mask {
  readonly name: string;
  readonly field: SurfaceField;
  readonly values: Float64Array;
}

/** Shares beyond [0, 1] that are rounding. */
const TOLERANCE = 1e-6;

/** @throws InputError where the variables are not understood as regions */
export function readRegionMasks(file: NetcdfFile, request: MaskRequest, grid: Grid): DrawnRegion[] {
  const masks = maskVariables(file, request.variables).flatMap((variable) => masksOf(file, variable, request.names));
  const known: { boxes: SurfaceBoxes; regridder: Regridder; areas: Float64Array }[] = [];
  return masks.map(({ name, field, values }) => {
    let own = known.find(({ boxes }) => sameBoxes(boxes, field.boxes));
    if (own === undefined) {
      const { boxes } = field;
      known.push((own = { boxes, regridder: regridderOf(boxes, grid), areas: areasOf(boxes) }));
    }
    const { regridder, areas } = own;
    const area = values.reduce((sum, share, box) => sum + share * areas[box], 0);
    return { name, where: field.where, area, share: regridder.apply(values) };
  });
}

function masksOf(file: NetcdfFile, variable: NetcdfVariable, names: string | undefined): Mask[] {
  if ("flag_values" in variable.attributes || "flag_meanings" in variable.attributes) return ofFlags(file, variable);
  const texts = names === undefined ? undefined : file.variable(names);
  if (texts !== undefined && !variable.dimensions.includes(texts.dimensions[0])) {
    return ofCodes(openSurfaceField(file, variable.name), Array.from(texts.readStrings().entries()));
  }
  const along = namesAlong(file, variable, names);
  if (along === undefined) return [ofShares(openSurfaceField(file, variable.name), variable.name)];
  return along.names.map((name, index) => {
    const field = openSurfaceField(fixedDimension(file, variable, along.position, index), variable.name);
    return ofShares(field, name);
  });
}

function ofFlags(file: NetcdfFile, { name, attributes }: NetcdfVariable): Mask[] {
  const field = openSurfaceField(file, name);
  const { flag_values, flag_meanings } = attributes;
  const codes = [flag_values ?? []].flat();
  const meanings = typeof flag_meanings === "string" ? flag_meanings.trim().split(/\s+/) : [flag_meanings ?? []].flat();
  if (codes.length !== meanings.length || codes.length === 0 || codes.some((code) => typeof code !== "number")) {
    throw new InputError({
      where: field.where,
      found: `${codes.length} flag_values, ${meanings.length} flag_meanings`,
      expected: "as many numbers as names, names apart by blanks",
      remedy: "mend them, for example with `ncatted`",
    });
  }
  return ofCodes(
    field,
    codes.map((code, i) => [Number(code), String(meanings[i])]),
  );
}

/** @param codes with the names of their regions @returns those that a box has @throws InputError where it has another */
function ofCodes(field: SurfaceField, codes: readonly (readonly [number, string])[]): Mask[] {
  const values = once(field);
  const known = new Set(codes.map(([code]) => code));
  const other = values.find((value) => !Number.isNaN(value) && !known.has(value));
  if (other !== undefined) {
    throw new InputError({
      where: field.where,
      found: `the code ${other}`,
      expected: `one of the ${codes.length} that have names, from ${codes[0]?.[0]} to ${codes[codes.length - 1]?.[0]}`,
      remedy: "name it, or mark what is of no region as missing (_FillValue)",
    });
  }
  const present = new Set(values);
  return codes
    .filter(([code]) => present.has(code))
    .map(([code, name]) => ({ name: name.trim(), field, values: values.map((value) => (value === code ? 1 : 0)) }));
}

/** @throws InputError where a value is no share */
function ofShares(field: SurfaceField, name: string): Mask {
  const factor = /^(%|per ?cent)$/i.test(field.units) ? 0.01 : 1;
  const values = once(field).map((value) => (Number.isNaN(value) ? 0 : factor * value));
  const wrong = values.find((value) => !(value >= -TOLERANCE && value <= 1 + TOLERANCE));
  if (wrong === undefined) return { name, field, values };
  const whole = values.every(Number.isInteger);
  throw new InputError({
    where: field.where,
    found: `${wrong}${whole ? ", whole numbers without flag_values and flag_meanings" : ""}`,
    expected: whole ? "codes with their names, or shares from 0 to 1" : "shares from 0 to 1, or in %",
    remedy: whole
      ? 'add the two attributes, for example with `ncatted`, or say which variable has the names: "names"'
      : "mend its values or its units",
  });
}

/** The values of a field that has no times, or one. */
function once(field: SurfaceField): Float64Array {
  if (field.steps === 1) return field.step(0);
  const fault: Fault = {
    where: field.where,
    found: `${field.steps} steps in time`,
    expected: "one: regions do not move",
    remedy: "take one, for example with `ncks -d time,0`",
  };
  throw new InputError(fault);
}

function areasOf(boxes: SurfaceBoxes): Float64Array {
  if (boxes.kind === "mesh") return cellAreas(boxes.mesh);
  return boxAreas({ longitudeEdges: boxes.longitude.edges(), latitudeEdges: boxes.latitude.edges() });
}
