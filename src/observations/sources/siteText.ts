/** Columns of the text files of surface sites: numbers by name, times of their components, UTC. */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { InputError } from "../../errors.js";
import type { HeadedText, TextRow } from "../../io/headedText.js";
import type { Time } from "../../time.js";
import { moleFractionFactor } from "../../units.js";

export interface SiteText {
  /** NaN where there is no such column, or a word that says that there is no number. @param names of which the first that there is counts */
  number(row: TextRow, ...names: readonly string[]): number;
  /** "" where there is no such column. */
  text(row: TextRow, ...names: readonly string[]): string;
  has(name: string): boolean;
}

/** @throws InputError where a number is asked for and a field is neither one nor a word for none */
export function siteText({ path, columns }: Pick<HeadedText, "path" | "columns">): SiteText {
  const index = new Map(columns.map((name, i) => [name.toLowerCase(), i]));
  const text: SiteText["text"] = ({ fields }, ...names) => {
    const name = names.find((one) => index.has(one));
    return name === undefined ? "" : fields[index.get(name) ?? 0].trim();
  };
  return {
    text,
    number(row, ...names) {
      return numberIn(text(row, ...names), `${path}, line ${row.number}`);
    },
    has: (name) => index.has(name),
  };
}

const NO_NUMBER = /^(|nan|na|n\/a|n\.a\.|null|none|missing|[-.*?]+)$/i;

/** @returns NaN where a field says that it has none @throws InputError where it is something else than a number */
export function numberIn(written: string, where: string): number {
  const number = NO_NUMBER.test(written) ? Number.NaN : Number(written);
  if (!Number.isNaN(number) || NO_NUMBER.test(written)) return number;
  throw new InputError({
    where,
    found: `"${written}"`,
    expected: "a number with a decimal point",
    remedy: written.includes(",") ? "write points in the place of decimal commas" : "fetch the file again",
  });
}

/**
 * @param parts year, month, day, hour, minute, second; those after the day may be missing and count as 0 (24 as the next day)
 * @returns NaN where year, month or day is missing @throws InputError where they are no date
 */
export function timeOf(parts: readonly number[], path: string, { number }: Pick<TextRow, "number">): Time {
  const [year, month, day] = parts;
  const [hour, minute, second] = [3, 4, 5].map((i) => (parts[i] >= 0 ? parts[i] : 0));
  if (!(year >= 0 && month >= 0 && day >= 0) || year === 9999) return Number.NaN;
  const time = Date.UTC(year, month - 1, day) / 1000;
  const date = new Date(1000 * time);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 24 || minute > 60 || second > 61) {
    throw new InputError({
      where: `${path}, line ${number}`,
      found: `${parts.join(" ")}, which is no date`,
      expected: "year, month, day, hour, minute and second",
      remedy: "fetch the file again",
    });
  }
  return time + SECONDS_PER_HOUR * hour + 60 * minute + second;
}

const LENGTHS: readonly (readonly [RegExp, number])[] = [
  [/^(second|sec)/i, 1],
  [/^min/i, 60],
  [/^(hour|hr)/i, SECONDS_PER_HOUR],
  [/^(day|dai)/i, SECONDS_PER_DAY],
  [/^week/i, 7 * SECONDS_PER_DAY],
  [/^month/i, 30 * SECONDS_PER_DAY],
  [/^(year|annual)/i, 365 * SECONDS_PER_DAY],
];

/** Of what a value is a mean of, in words: "hourly", "1 hour", "monthly". @returns [s], NaN where the words say none */
export function lengthOf(words: string, times = 1): number {
  const [, count, unit] = /^\s*(\d+(?:\.\d+)?)?[\s-]*([a-z]+)/i.exec(words) ?? [];
  const length = LENGTHS.find(([pattern]) => pattern.test(unit ?? ""))?.[1] ?? Number.NaN;
  return length * (count === undefined ? times : Number(count));
}

/** @throws InputError where a file is not of CO2 */
export function checkSpecies(path: string, found: string, species: string): void {
  const plain = found.trim().toLowerCase();
  if (plain === species || (species === "co2" && /^carbon dioxide$/.test(plain))) return;
  throw new InputError({
    where: path,
    found: plain === "" ? "no word on the species" : `measurements of ${found.trim()}`,
    expected: species.toUpperCase(),
    remedy: `take the file of ${species.toUpperCase()} of the same site`,
  });
}

/** @throws InputError where the unit is none of a mole fraction */
export function factorOf(path: string, unit: string): number {
  const factor = moleFractionFactor(unit);
  if (factor !== undefined) return factor;
  throw new InputError({
    where: path,
    found: unit === "" ? "no unit" : `unit "${unit}"`,
    expected: "mol mol-1, micromol mol-1 or ppm",
    remedy: "give the file as its centre distributes it",
  });
}
