/** The section `meteorology`: whose weather, from which files, of which dates. */
import { z } from "zod";
import { dates, files, shift } from "./values.js";

export const meteorology = z.discriminatedUnion("source", [
  z.strictObject({ source: z.literal("synthetic") }),
  z.strictObject({
    source: z.literal("gridded"),
    files,
    dates: dates.default("as-is"),
    boundaryLayer: z.enum(["source", "diurnal"]).default("source"),
  }),
  z.strictObject({
    source: z.literal("mcip"),
    files,
    dates: z.union([z.literal("as-is"), shift]).default("as-is"),
  }),
]);
