/**
 * Levels of every kind as p = a + b ps (pressure: b = 0; sigma: a = ptop (1 - sigma), b = sigma; hybrid: a and b of the
 * file, `ap` in Pa or `a` times p0), by the formula terms of CF 1.11, appendix D, else by the names of ECMWF and CAM, else
 * as the numbered layers of GEOS.
 */
import { InputError } from "../errors.js";
import { geosLevels } from "./geosLayers.js";
import type { LevelAxis } from "./levelAxis.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";

export type { LevelAxis } from "./levelAxis.js";

export type FormulaTerms = Readonly<Record<string, string | undefined>>;

/** Units of pressure and their factor to [Pa]. */
export const PRESSURE_UNITS: Readonly<Record<string, number>> = {
  Pa: 1,
  hPa: 100,
  mbar: 100,
  mb: 100,
  millibar: 100,
  millibars: 100,
};

/** @throws InputError where the file does not tell the pressure of its levels */
export function readLevelAxis(file: NetcdfFile, level: NetcdfVariable): LevelAxis {
  const found = levelAxisOf(file, level);
  if (found !== undefined) return found;
  const units = String(level.attributes.units ?? "");
  throw new InputError({
    where: `${file.path}: variable "${level.name}"`,
    found: units === "" ? "levels without units" : `levels in "${units}"`,
    expected: "pressure (Pa, hPa), sigma or hybrid levels (formula_terms, or hyam and hybm for each level)",
  });
}

/** @returns undefined where the file does not tell the pressure of its levels */
export function levelAxisOf(file: NetcdfFile, level: NetcdfVariable): LevelAxis | undefined {
  const values = level.read();
  if (isSigma(level)) return sigmaLevels(file, formulaTerms(level), values);
  // CAM writes hPa on hybrid levels, the nominal pressure: the formula comes first.
  const byFormula = hybridLevels(file, formulaTerms(level));
  if (byFormula?.a.length === values.length) return byFormula;
  const factor = PRESSURE_UNITS[String(level.attributes.units ?? "")];
  if (factor !== undefined) {
    return { a: values.map((value) => value * factor), b: new Float64Array(values.length) };
  }
  const byName = namedLevels(file, "hyam", "hybm");
  return byName?.a.length === values.length ? byName : geosLevels(level);
}

export function isSigma(level: NetcdfVariable): boolean {
  return level.attributes.standard_name === "atmosphere_sigma_coordinate";
}

/** @param sigma [1] */
export function sigmaLevels(file: NetcdfFile, terms: FormulaTerms, sigma: Float64Array): LevelAxis {
  const top = pressures(file, terms.ptop)?.[0] ?? 0;
  return { a: sigma.map((value) => top * (1 - value)), b: sigma };
}

/** @returns undefined where the terms do not name both coefficients, or the file lacks one */
export function hybridLevels(file: NetcdfFile, terms: FormulaTerms): LevelAxis | undefined {
  const a = pressurePart(file, terms.ap, terms.p0) ?? pressurePart(file, terms.a, terms.p0);
  return paired(a, numbers(file, terms.b));
}

/** Coefficients by their names. */
export function namedLevels(file: NetcdfFile, nameOfA: string, nameOfB: string): LevelAxis | undefined {
  return paired(pressurePart(file, nameOfA, undefined), numbers(file, nameOfB));
}

/** The coefficient a [Pa]: without units of pressure a fraction of p0 as CAM's, or if it is more than 1 in Pa as ECMWF's. */
function pressurePart(
  file: NetcdfFile,
  name: string | undefined,
  nameOfP0: string | undefined,
): Float64Array | undefined {
  const a = numbers(file, name);
  if (a === undefined || name === undefined) return undefined;
  const told = PRESSURE_UNITS[String(file.variable(name).attributes.units ?? "")];
  const reference = [nameOfP0, "P0", "p0"].flatMap((one) => pressures(file, one)?.[0] ?? [])[0] ?? 1;
  const factor = told ?? (a.every((value) => Math.abs(value) <= 1) ? reference : 1);
  return a.map((value) => value * factor);
}

/** "sigma: level ps: sp ptop: ptop" as a dictionary. */
export function formulaTerms(variable: NetcdfVariable): FormulaTerms {
  const text = String(variable.attributes.formula_terms ?? "");
  return Object.fromEntries([...text.matchAll(/(\w+):\s*(\S+)/g)].map((match) => [match[1], match[2]]));
}

function paired(a: Float64Array | undefined, b: Float64Array | undefined): LevelAxis | undefined {
  return a === undefined || b === undefined || a.length !== b.length ? undefined : { a, b };
}

function numbers(file: NetcdfFile, name: string | undefined): Float64Array | undefined {
  return name !== undefined && file.has(name) ? file.variable(name).read() : undefined;
}

/** [Pa], those without units as well. */
function pressures(file: NetcdfFile, name: string | undefined): Float64Array | undefined {
  const values = numbers(file, name);
  if (name === undefined || values === undefined) return undefined;
  const factor = PRESSURE_UNITS[String(file.variable(name).attributes.units ?? "Pa")] ?? 1;
  return factor === 1 ? values : values.map((value) => value * factor);
}
