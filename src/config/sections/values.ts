/** Values that several sections of an experiment file hold: lengths, files, times [s since 1970], dates of a product. */
import { z } from "zod";
import { parseTime } from "../../time.js";

export const positive = z.number().positive();

/** One path or pattern, or a list of them. */
export const files = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((value) => (typeof value === "string" ? [value] : value));

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

/** Dates of a product that stand for those of the run. */
export const shift = z.strictObject({ shiftFrom: time, shiftTo: time });
/** How the dates of a product become those of the run. */
export const dates = z.union([z.literal("as-is"), z.literal("held-steady"), shift]);
