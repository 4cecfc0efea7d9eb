/**
 * Where the levels of a CO2 variable lie: pressure of its layers' interfaces, or of its points, in each form met in
 * files. Looked for in this order: pressure at level boundaries (CarbonTracker), coefficients a and b of interfaces
 * with surface pressure (CAMS inversions), levels of pressure, sigma or hybrid coefficients, pressure at levels.
 */
import { InputError } from "../../errors.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";
import type { FieldAxes } from "./fieldAxes.js";

export type FieldPressure =
  /** p = a + b ps, in the order of the file; `surface` absent where b is 0 everywhere. */
  | {
      readonly kind: "coefficients";
      readonly layered: boolean;
      readonly a: Float64Array;
      readonly b: Float64Array;
      readonly surface?: NetcdfVariable;
    }
  /** A variable of pressure on levels or boundaries. */
  | { readonly kind: "variable"; readonly layered: boolean; readonly variable: NetcdfVariable };

const PRESSURES = ["pressure", "press", "air_pressure", "pres", "p"];
const SURFACE_PRESSURES = ["Psurf", "sp", "ps", "PS", "psurf", "surface_pressure"];
const INTERFACE_COEFFICIENTS = [
  ["ap", "bp"],
  ["hyai", "hybi"],
  ["ap_bnds", "b_bnds"],
  ["ai", "bi"],
] as const;
const FACTORS: Readonly<Record<string, number>> = { Pa: 1, hPa: 100, mbar: 100, mb: 100, millibars: 100 };

/** @throws InputError where the file does not tell */
export function fieldPressure(file: NetcdfFile, variable: NetcdfVariable, axes: FieldAxes): FieldPressure {
  const { levels, levelName } = axes;
  const onLevels = PRESSURES.flatMap((name) => {
    if (!file.has(name)) return [];
    const found = file.variable(name);
    const size = found.shape[found.shape.length - 3];
    const fits = found.shape.length === variable.shape.length && (size === levels || size === levels + 1);
    return fits ? [{ kind: "variable" as const, layered: size === levels + 1, variable: found }] : [];
  });
  const boundaries = onLevels.find(({ layered }) => layered);
  if (boundaries !== undefined) return boundaries;

  const numbers = (name: string | undefined): Float64Array | undefined =>
    name !== undefined && file.has(name) && file.variable(name).shape.length === 1
      ? file.variable(name).read()
      : undefined;
  const hybrid = (a: Float64Array | undefined, b: Float64Array | undefined): FieldPressure | undefined => {
    if (a === undefined || b?.length !== a.length) return undefined;
    if (a.length !== levels && a.length !== levels + 1) return undefined;
    return {
      kind: "coefficients",
      layered: a.length === levels + 1,
      a,
      b,
      surface: surfacePressure(file, axes, terms.ps),
    };
  };
  const level = file.has(levelName) ? file.variable(levelName) : undefined;
  const terms = formulaTerms(String(level?.attributes.formula_terms ?? ""));
  const p0 = numbers(terms.p0)?.[0] ?? (file.has("P0") ? file.variable("P0").read()[0] : 1);
  for (const [a, b] of INTERFACE_COEFFICIENTS) {
    // CAM's hyai is a fraction of P0, ECMWF's a pressure.
    const first = numbers(a);
    const scaled = first !== undefined && first.every((value) => value <= 1) ? first.map((value) => value * p0) : first;
    const found = hybrid(scaled, numbers(b));
    if (found !== undefined) return found;
  }
  if (level !== undefined) {
    const values = level.read();
    const factor = FACTORS[String(level.attributes.units ?? "")];
    if (factor !== undefined) {
      return { kind: "coefficients", layered: false, a: values.map((p) => p * factor), b: new Float64Array(levels) };
    }
    if (level.attributes.standard_name === "atmosphere_sigma_coordinate") {
      const top = numbers(terms.ptop)?.[0] ?? 0;
      const found = hybrid(
        values.map((sigma) => top * (1 - sigma)),
        values,
      );
      if (found !== undefined) return found;
    }
    const a = numbers(terms.ap) ?? numbers(terms.a)?.map((value) => value * p0) ?? numbers("hyam");
    const found = hybrid(a, numbers(terms.b) ?? numbers("hybm"));
    if (found !== undefined) return found;
  }
  if (onLevels.length > 0) return onLevels[0];
  throw new InputError({
    where: `${file.path}: variable "${variable.name}"`,
    found: `${levels} levels "${levelName}" whose pressure the file does not tell`,
    expected:
      "pressure levels (Pa, hPa), sigma or hybrid coefficients with surface pressure, or a variable of pressure",
    remedy: "fetch surface pressure and coefficients with it, or the product on pressure levels",
  });
}

function surfacePressure(file: NetcdfFile, axes: FieldAxes, told: string | undefined): NetcdfVariable {
  const name = [told, ...SURFACE_PRESSURES].find((one) => one !== undefined && file.has(one));
  const variable = name === undefined ? undefined : file.variable(name);
  if (variable !== undefined && variable.shape.length === (axes.time >= 0 ? 3 : 2)) return variable;
  throw new InputError({
    where: file.path,
    found: "hybrid or sigma levels without surface pressure",
    expected: `one of ${SURFACE_PRESSURES.join(", ")} on the same times and places`,
    remedy: "fetch surface pressure with it",
  });
}

/** Factor of a pressure variable to [Pa]. @throws InputError on other units */
export function pressureFactor(file: NetcdfFile, variable: NetcdfVariable): number {
  const units = String(variable.attributes.units ?? "Pa");
  const factor = FACTORS[units];
  if (factor !== undefined) return factor;
  throw new InputError({
    where: `${file.path}: variable "${variable.name}"`,
    found: `units "${units}"`,
    expected: Object.keys(FACTORS).join(" or "),
  });
}

function formulaTerms(text: string): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries([...text.matchAll(/(\w+):\s*(\S+)/g)].map((match) => [match[1], match[2]]));
}
