/** The list `regions`: regions of the user's own, whose totals a run keeps beside those that the program itself has. */
import { z } from "zod";
import { files } from "../../products/section.js";

const texts = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((value) => (typeof value === "string" ? [value] : value));

const polygons = z.strictObject({
  /** Files of polygons. */
  geojson: files,
  /** Property of each feature that holds its name. */
  name: z.string().min(1).default("name"),
});

const mask = z.strictObject({
  /** NetCDF files. */
  mask: files,
  /** With the codes of regions, or the share of each place that is of one; what the file has where nothing is said. */
  variables: texts.optional(),
  /** Variable of text that holds the names of regions along a dimension. */
  names: z.string().min(1).optional(),
});

/** English names or ISO 3166-1 codes of two or three letters. */
const countries = z.strictObject({ countries: texts });

export const regions = z
  .array(z.union([polygons, mask, countries]))
  .min(1)
  .optional();
