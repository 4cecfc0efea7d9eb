/** One quantity of gridded weather in one file: its lattice, its levels and its unit. */
import { InputError } from "../../errors.js";
import { type LayerInterfaces, readLayerInterfaces } from "../../io/cfLayers.js";
import { type PointField, openPoints } from "../../io/cfPoints.js";
import { type LevelAxis, readLevelAxis } from "../../io/cfLevels.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { plainUnits, type Quantity, type QuantityName, quantities } from "./griddedQuantities.js";

/** Levels of a quantity, in the order of the file. */
export interface GriddedLevels {
  readonly axis: LevelAxis;
  readonly interfaces: LayerInterfaces;
}

/** One quantity in one file. */
export interface GriddedVariable {
  readonly lattice: PointField;
  /** None at the surface. */
  readonly levels: GriddedLevels;
  /** Factor to SI. */
  readonly factor: number;
  /** The file gives no units. */
  readonly unitless: boolean;
  /** Summed over some time: energy, not power, or water, not rain. */
  readonly accumulated: boolean;
}

const SURFACE: GriddedLevels = {
  axis: { a: new Float64Array(), b: new Float64Array() },
  interfaces: { kind: "none", found: "no levels" },
};

/** @returns none or one @throws InputError, CoverageError where the file has the quantity and it cannot be read */
export function findVariable(file: NetcdfFile, quantity: QuantityName): GriddedVariable[] {
  const { names, units }: Quantity = quantities[quantity];
  const name = names.find((candidate) => file.has(candidate));
  if (name === undefined) return [];
  const lattice = openPoints(file, name);
  const levels = levelsOf(lattice, quantity);
  // GRIB converters often write no units; the names are those of GRIB tables, whose units are fixed.
  if (lattice.units === "") return [{ lattice, levels, factor: units[0][1], unitless: true, accumulated: false }];
  const known = units.find(([unit]) => unit === plainUnits(lattice.units));
  if (known === undefined) {
    throw new InputError({
      where: lattice.where,
      found: `${name} has units "${lattice.units}"`,
      expected: units.map(([unit]) => unit).join(" or "),
    });
  }
  const [, factor, of] = known;
  return [{ lattice, levels, factor, unitless: false, accumulated: of === "sum" }];
}

/** A single level is of no matter where a quantity of the surface has one. */
function levelsOf(lattice: PointField, quantity: QuantityName): GriddedLevels {
  const { file, variable, where, axes } = lattice;
  const { levels } = quantities[quantity];
  if (levels ? axes.level === undefined : lattice.levels > 1) {
    throw new InputError({
      where,
      found: `the dimensions (${variable.dimensions.join(", ")})`,
      expected: levels ? "a dimension of levels" : "no dimension of levels",
    });
  }
  if (!levels || axes.level === undefined) return SURFACE;
  const coordinate = file.variable(axes.level.name);
  const axis = readLevelAxis(file, coordinate);
  return { axis, interfaces: readLayerInterfaces(file, coordinate, axis) };
}
