/**
 * Units of emission inventories, a closed list: a mass, of a cell or of a square metre, in a time. A mass is one of carbon
 * dioxide or of carbon, which differ by 44.009 / 12.011 (molar masses, IUPAC 2021); where the unit does not say which, the
 * product or the experiment does.
 */
import { MOLAR_MASS_CARBON, MOLAR_MASS_CO2, SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { InputError } from "../../errors.js";
import type { Interval } from "../sources/fluxSteps.js";

export const emissionMasses = ["CO2", "carbon"] as const;
/** What a mass is of. */
export type EmissionMass = (typeof emissionMasses)[number];

export interface EmissionUnits {
  /** As they were written. */
  readonly text: string;
  /** In one of them. */
  readonly kilograms: number;
  /** Undefined where they do not say. */
  readonly mass: EmissionMass | undefined;
  readonly of: "cell" | "square metre";
  /** The file's own interval where they do not say. */
  readonly time: "second" | "hour" | "day" | "month" | "year" | undefined;
}

const KILOGRAMS: Readonly<Record<string, number>> = {
  g: 1e-3,
  kg: 1,
  t: 1e3,
  ton: 1e3,
  tons: 1e3,
  tonne: 1e3,
  tonnes: 1e3,
  Mg: 1e3,
  kt: 1e6,
  kton: 1e6,
  Gg: 1e6,
  Mt: 1e9,
  Tg: 1e9,
};
const TIMES: Readonly<Record<string, NonNullable<EmissionUnits["time"]>>> = {
  s: "second",
  h: "hour",
  hr: "hour",
  d: "day",
  day: "day",
  mon: "month",
  month: "month",
  y: "year",
  yr: "year",
  year: "year",
};
const PLACES: Readonly<Record<string, EmissionUnits["of"]>> = { m2: "square metre", cell: "cell", grid: "cell" };
const MASSES: Readonly<Record<string, EmissionMass>> = { CO2: "CO2", C: "carbon", carbon: "carbon" };

/**
 * @param text e.g. `t`, `Tonnes`, `kt/mon`, `tC/cell/month`, `kg m-2 s-1`, `gC m-2 d-1`, `gC/m2/d`
 * @param where what carries them, for the error
 * @throws InputError where they are not in the list
 */
export function parseEmissionUnits(text: string, where: string): EmissionUnits {
  // "m-2" and "/m2" become "m2", "s-1" and "/s" become "s".
  const words = text
    .trim()
    .replaceAll(/[\^*.()_]/g, "")
    .replaceAll(/m-2/g, "m2")
    .replaceAll(/(?<=[a-z])-1/g, "")
    .split(/[\s/]+/);
  const [head, mass] = splitMass(words[0], words[1]);
  const rest = words.slice(mass !== undefined && words[1] !== undefined && MASSES[words[1]] === mass ? 2 : 1);
  const places = rest.flatMap((word) => PLACES[word] ?? []);
  const times = rest.flatMap((word) => TIMES[word] ?? []);
  const kilograms = KILOGRAMS[head] ?? KILOGRAMS[head.toLowerCase()];
  const understood = kilograms !== undefined && places.length + times.length === rest.length;
  if (understood && places.length < 2 && times.length < 2) {
    return { text, kilograms, mass, of: places[0] ?? "cell", time: times[0] };
  }
  throw new InputError({
    where,
    found: `units "${text}"`,
    expected: `a mass (${Object.keys(KILOGRAMS).join(", ")}; also tC, kgCO2), of a cell or per m2, per s, h, d, month or year, such as "t/month" or "kg m-2 s-1"`,
    remedy: 'name the units of the file in the experiment ("units") where its own are wrong or missing',
  });
}

/** "tC", "kgCO2", or "t" and "C" in words of their own. */
function splitMass(first: string, second: string | undefined): [string, EmissionMass | undefined] {
  const joined = /^([a-zA-Z]+?)(CO2|C)$/.exec(first);
  if (joined !== null && KILOGRAMS[joined[1]] !== undefined) return [joined[1], MASSES[joined[2]]];
  return [first, second === undefined ? undefined : MASSES[second]];
}

/**
 * @param mass where the units do not say
 * @param interval that the file's number is of
 * @returns mol s-1 that one unit is; of a square metre, mol m-2 s-1
 */
export function molesPerSecond(units: EmissionUnits, mass: EmissionMass, interval: Interval, where: string): number {
  const molarMass = (units.mass ?? mass) === "CO2" ? MOLAR_MASS_CO2 : MOLAR_MASS_CARBON;
  return units.kilograms / molarMass / secondsOf(units, interval, where);
}

/** Months and years are those of the calendar. */
function secondsOf({ text, time }: EmissionUnits, { start, end }: Interval, where: string): number {
  const length = end - start;
  const year = new Date(start * 1000).getUTCFullYear();
  switch (time) {
    case "second":
      return 1;
    case "hour":
      return SECONDS_PER_HOUR;
    case "day":
      return SECONDS_PER_DAY;
    case "year":
      return (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 1000;
    case "month":
      if (length <= 31 * SECONDS_PER_DAY) return length;
      throw new InputError({
        where,
        found: `units "${text}" for ${Math.round(length / SECONDS_PER_DAY)} days`,
        expected: "a month, as the units say",
        remedy: 'name the units in the experiment ("units"), for example "t/year"',
      });
    case undefined:
      return length;
  }
}
