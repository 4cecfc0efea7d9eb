/** Section of SWIR level-2 files of NIES. */
import { z } from "zod";
import { average, files, sectionSchema } from "../section.js";

export const niesSection = sectionSchema("nies", {
  files,
  average,
  firstLayer: z
    .enum(["at-the-ground", "at-the-top"])
    .describe("Which layer of kernel and prior stands first in the files, as their format description says"),
});
export type NiesSection = z.output<typeof niesSection>;
