/**
 * Sections of the experiment file that products read, and the forms of keys that several of them have. A section is a zod
 * object whose key `source` is the name of its product; an unknown key is a fault.
 */
import { z } from "zod";
import { averagings } from "../observations/sources/retrievalFiles.js";
import { parseTime } from "../time.js";

/** A section whose product's own schema has checked it and filled in its defaults. */
export interface Section {
  readonly source: string;
}

/** A section as the experiment file has it. */
export interface WrittenSection extends Section {
  readonly [key: string]: unknown;
}

/**
 * @param source the product's name @param keys besides `source`, with the forms of their values (zod)
 * @example
 * import { sectionSchema } from "openjdas";
 *
 * sectionSchema("breeze", {}).parse({ source: "breeze" }).source; // => "breeze"
 */
export function sectionSchema<const Name extends string, Keys extends z.core.$ZodShape>(source: Name, keys: Keys) {
  return z.strictObject({ source: z.literal(source), ...keys });
}

/** Paths or patterns of files, relative to the experiment file; one may be written without brackets. */
export const files = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((value) => (typeof value === "string" ? [value] : value));

/** Whether soundings are averaged by model cell and pass; where nothing is said those of OCO-2 and OCO-3 are. */
export const average = z.enum(averagings).optional();

/** A date, with or without a time of day, UTC [s since 1970]. */
export const time = z.union([z.string(), z.date()]).transform((value, context) => {
  const parsed = parseTime(typeof value === "string" ? value : value.toISOString());
  if (parsed === undefined) {
    context.addIssue({
      code: "custom",
      message: `"${String(value)}" is no date; expected e.g. 2016-07-01 or 2016-07-01T06:00Z`,
    });
    return z.NEVER;
  }
  return parsed;
});

/** Gives what the files say of one time as that of another. */
export const shiftedDates = z.strictObject({ shiftFrom: time, shiftTo: time });
/** How the dates of files are used. */
export const dates = z.union([z.literal("as-is"), z.literal("held-steady"), shiftedDates]);
/** Emissions of a year may stand for those of another, or of every one. */
export const inventoryDates = z.union([z.enum(["as-is", "every-year"]), shiftedDates]).default("as-is");
/** Fluxes may also be the months of any year. */
export const fluxDates = z.union([z.enum(["as-is", "held-steady", "every-year"]), shiftedDates]);

/** `shift`: what the files say of t is given as of t + seconds. */
export function datesOf<const Word extends string>(
  written: Word | z.output<typeof shiftedDates>,
): { readonly kind: Word } | ({ readonly kind: "shift"; readonly seconds: number } & z.output<typeof shiftedDates>) {
  return typeof written === "string"
    ? { kind: written }
    : { kind: "shift", seconds: written.shiftTo - written.shiftFrom, ...written };
}

/** Seconds that are added to the dates of files that are not held steady. */
export function shiftOf(written: "as-is" | z.output<typeof shiftedDates>): number {
  return written === "as-is" ? 0 : written.shiftTo - written.shiftFrom;
}
