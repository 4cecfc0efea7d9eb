/**
 * Where the levels of a CO2 variable lie: pressure of its layers' interfaces, or of its points, in each form met in
 * files. Looked for in this order: pressure at level boundaries (CarbonTracker), coefficients a and b of interfaces
 * with surface pressure (CAMS inversions), levels of pressure, sigma or hybrid coefficients, pressure at levels.
 */
import { STANDARD_PRESSURE } from "../../constants.js";
import { InputError } from "../../errors.js";
import type { Window } from "../../grids/horizontalStencil.js";
import { type Lattice, openLattice, samePlaces } from "../../io/cfLattice.js";
import { formulaTerms, type LevelAxis, levelAxisOf, namedLevels, PRESSURE_UNITS } from "../../io/cfLevels.js";

export type FieldPressure =
  /** p = a + b ps, in the order of the file; `surface` absent where b is 0 everywhere or ps is the model's own. */
  | {
      readonly kind: "coefficients";
      readonly layered: boolean;
      readonly axis: LevelAxis;
      readonly surface: Lattice | undefined;
      readonly ofModel: boolean;
    }
  /** A variable of pressure on levels or boundaries. */
  | { readonly kind: "variable"; readonly layered: boolean; readonly pressure: Lattice };

const PRESSURES = ["pressure", "press", "air_pressure", "pres", "p"];
const SURFACE_PRESSURES = ["Psurf", "sp", "ps", "PS", "psurf", "surface_pressure"];
const INTERFACE_COEFFICIENTS = [
  ["ap", "bp"],
  ["hyai", "hybi"],
  ["ap_bnds", "b_bnds"],
  ["ai", "bi"],
] as const;

/** @param mayLack surface pressure, whose place the model's own then takes @throws InputError where the file does not tell */
export function fieldPressure(lattice: Lattice, mayLack: boolean): FieldPressure {
  const { file, where, levels } = lattice;
  const onLevels = pressuresBeside(lattice);
  const boundaries = onLevels.find(({ layered }) => layered);
  if (boundaries !== undefined) return boundaries;
  const edges = INTERFACE_COEFFICIENTS.flatMap(([a, b]) => namedLevels(file, a, b) ?? []).find((axis) =>
    [levels, levels + 1].includes(axis.a.length),
  );
  if (edges !== undefined) return ofCoefficients(lattice, edges, mayLack);
  const name = lattice.axes.level?.name ?? "";
  const axis = file.has(name) ? levelAxisOf(file, file.variable(name)) : undefined;
  if (axis?.a.length === levels) return ofCoefficients(lattice, axis, mayLack);
  if (onLevels.length > 0) return onLevels[0];
  throw new InputError({
    where,
    found: `${levels} levels "${name}" whose pressure the file does not tell`,
    expected:
      "pressure levels (Pa, hPa), sigma or hybrid coefficients with surface pressure, or a variable of pressure",
    remedy: "fetch surface pressure and coefficients with it, or the product on pressure levels",
  });
}

/** [interface or level][row][column] of the window, in the order of the file, [Pa] */
export function readPressures(found: FieldPressure, step: number, window: Window): Float64Array {
  if (found.kind === "variable") {
    const factor = pressureFactor(found.pressure);
    return found.pressure.step(step, window).map((value) => value * factor);
  }
  const { a, b } = found.axis;
  const points = window.rows * window.columns;
  const factor = found.surface === undefined ? 1 : pressureFactor(found.surface);
  const ps = found.surface?.step(step, window) ?? new Float64Array(points).fill(found.ofModel ? STANDARD_PRESSURE : 0);
  const pressures = new Float64Array(a.length * points);
  for (let k = 0; k < a.length; k++) {
    for (let p = 0; p < points; p++) pressures[k * points + p] = a[k] + b[k] * factor * ps[p];
  }
  return pressures;
}

/** Variables of pressure on the same times and places, at the levels or at their boundaries. */
function pressuresBeside({ file, variable, levels }: Lattice): (FieldPressure & { kind: "variable" })[] {
  return PRESSURES.flatMap((name) => {
    if (!file.has(name) || file.variable(name).shape.length !== variable.shape.length) return [];
    const pressure = openLattice(file, name);
    const layered = pressure.levels === levels + 1;
    return layered || pressure.levels === levels ? [{ kind: "variable" as const, layered, pressure }] : [];
  });
}

function ofCoefficients(lattice: Lattice, axis: LevelAxis, mayLack: boolean): FieldPressure {
  const needed = axis.b.some((value) => value !== 0);
  const surface = needed ? surfacePressure(lattice, mayLack) : undefined;
  const ofModel = needed && surface === undefined;
  return { kind: "coefficients", layered: axis.a.length === lattice.levels + 1, axis, surface, ofModel };
}

function surfacePressure(lattice: Lattice, mayLack: boolean): Lattice | undefined {
  const { file, axes } = lattice;
  const told = axes.level && file.has(axes.level.name) ? formulaTerms(file.variable(axes.level.name)).ps : undefined;
  const name = [told, ...SURFACE_PRESSURES].find((one) => one !== undefined && file.has(one));
  const found = name === undefined ? undefined : openLattice(file, name);
  const sameSteps = found !== undefined && (found.axes.time === undefined) === (axes.time === undefined);
  if (found?.levels === 1 && sameSteps && samePlaces(found, lattice)) return found;
  if (found === undefined && mayLack) return undefined;
  throw new InputError({
    where: file.path,
    found: "hybrid or sigma levels without surface pressure",
    expected: `one of ${SURFACE_PRESSURES.join(", ")} on the same times and places`,
    remedy: "fetch surface pressure with it",
  });
}

/** To [Pa]. @throws InputError on other units */
function pressureFactor({ where, units }: Lattice): number {
  const factor = PRESSURE_UNITS[units === "" ? "Pa" : units];
  if (factor !== undefined) return factor;
  throw new InputError({ where, found: `units "${units}"`, expected: Object.keys(PRESSURE_UNITS).join(" or ") });
}
