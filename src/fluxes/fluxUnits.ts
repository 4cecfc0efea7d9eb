/**
 * Units of flux files, a closed list: an amount of carbon dioxide or carbon, per area or cell, per time. An amount in mass must
 * say which it is (`kg CO2`, `kgC`); a bare `kg` is refused, for the two differ by 44/12.
 */
import {
  MOLAR_MASS_CARBON,
  MOLAR_MASS_CO2,
  SECONDS_PER_DAY,
  SECONDS_PER_HOUR,
  SECONDS_PER_YEAR,
} from "../constants.js";
import { InputError } from "../errors.js";

/** Moles in one of each. */
const AMOUNTS: Readonly<Record<string, number>> = {
  mol: 1,
  molCO2: 1,
  molC: 1,
  mmol: 1e-3,
  umol: 1e-6,
  umolCO2: 1e-6,
  nmol: 1e-9,
  kgCO2: 1 / MOLAR_MASS_CO2,
  gCO2: 1e-3 / MOLAR_MASS_CO2,
  kgC: 1 / MOLAR_MASS_CARBON,
  gC: 1e-3 / MOLAR_MASS_CARBON,
  tCO2: 1e3 / MOLAR_MASS_CO2,
  tC: 1e3 / MOLAR_MASS_CARBON,
  ktCO2: 1e6 / MOLAR_MASS_CO2,
  ktC: 1e6 / MOLAR_MASS_CARBON,
};
/** Square metres in one of each; cells have an area each of their own. */
const AREAS: Readonly<Record<string, number>> = { m: 1, km: 1e6, cell: 1 };
const TIMES: Readonly<Record<string, number>> = {
  s: 1,
  h: SECONDS_PER_HOUR,
  hr: SECONDS_PER_HOUR,
  d: SECONDS_PER_DAY,
  day: SECONDS_PER_DAY,
  yr: SECONDS_PER_YEAR,
  year: SECONDS_PER_YEAR,
};
const MONTHS = ["month", "mon"];
/** What is met where a flux was meant, and is none: partial pressures and mole fractions. */
const NO_FLUX = /^(u|micro)?atm$|^ppmv?$|^Pa$|^(u|micro)?mol\/?mol(-1)?$/;

/** `<amount> <area>-2 <time>-1` once blanks, dots, carets and stars are gone. */
const PRODUCT = /^([a-zA-Z]+?[CO2]*)(k?m)-2(CO2|C)?([a-z]+)-1$/;
/** `<amount>/<area>2/<time>`. */
const QUOTIENT = /^([a-zA-Z]+?[CO2]*)\/(k?m)2\/([a-z]+)$/;
/** `<amount> cell-1 <time>-1`, `<amount>/cell/<time>`. */
const OF_CELL = /^([a-zA-Z]+?[CO2]*)\/?(cell)(?:-1|\/)([a-z]+)(?:-1)?$/;

/**
 * @param units e.g. `mol m-2 s-1`, `umol/m2/s`, `kg CO2 m-2 s-1`, `kgC m^-2 s^-1`, `gC m-2 d-1`
 * @param where what carries them, for the error
 * @param month length of the month that the flux is of [s], for units per month
 * @returns how many mol m-2 s-1 one of them is; of a cell, mol s-1
 * @throws InputError where they are not in the list
 */
export function fluxUnitFactor(units: string, where: string, month?: number): number {
  const text = plainUnits(units);
  const product = PRODUCT.exec(text);
  const quotient = QUOTIENT.exec(text) ?? OF_CELL.exec(text);
  const [amount, area, time] = product
    ? [product[1] + (product[3] ?? ""), product[2], product[4]]
    : quotient
      ? quotient.slice(1)
      : ["", "", ""];
  const perMonth = MONTHS.includes(time);
  const factor = AMOUNTS[amount] / AREAS[area] / (perMonth ? (month ?? 1) : TIMES[time]);
  if (Number.isFinite(factor) && (!perMonth || month !== undefined)) return factor;
  const fault = { where, found: units === "" ? "no units" : `units "${units}"` };
  if (perMonth) {
    throw new InputError({
      ...fault,
      found: `${fault.found} for a step that is no month`,
      expected: "time steps of a month",
      remedy: 'say "steps: monthly" where they are',
    });
  }
  throw new InputError({
    ...fault,
    expected: `an amount (${Object.keys(AMOUNTS).join(", ")}) per m2, km2 or cell and per s, h, d, month or yr, such as "mol m-2 s-1" or "kgC m-2 s-1"`,
    remedy: NO_FLUX.test(text)
      ? "this is the CO2 of the water or the air, no flux: compute the flux with a gas transfer velocity first, for example with FluxEngine"
      : 'name the units of the file in the configuration ("units") where its attribute is missing or says less',
  });
}

/** Whether units are of a cell, so that numbers must be divided by its area. */
export function isOfCell(units: string): boolean {
  return OF_CELL.test(plainUnits(units));
}

/** Without blanks, dots, carets, stars, and other spellings. */
function plainUnits(units: string): string {
  return units
    .replaceAll(/[\s^*.()_]/g, "")
    .replace(/^KgC/, "kgC")
    .replace(/^(µ|μ|micro)(?=mol)/, "u")
    .replace(/^moles?(?=[m/c])/, "mol");
}

/**
 * @param told in the configuration, "" or undefined where nothing is @param own of the variable
 * @returns the units that hold @throws InputError where both are understood and are not the same
 */
export function agreedUnits(told: string | undefined, own: string, where: string): string {
  if (told === undefined) return own;
  const [a, b] = [told, own].map((units) => understood(units));
  if (a === undefined || b === undefined || Math.abs(a / b - 1) < 1e-9) return told;
  throw new InputError({
    where,
    found: `units "${own}", while the configuration says "${told}"`,
    expected: "one and the same",
    remedy: 'leave out "units", or mend the attribute of the variable where that is wrong, for example with `ncatted`',
  });
}

function understood(units: string): number | undefined {
  try {
    // Whatever the length of a month: both are compared with the same.
    return fluxUnitFactor(units, "", SECONDS_PER_YEAR / 12);
  } catch {
    return undefined;
  }
}
