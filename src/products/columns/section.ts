/** Section of columns whose variables are named by hand. */
import { z } from "zod";
import { average, files, sectionSchema } from "../section.js";

const name = z.string().min(1);
/** A variable, with its unit where the file does not say it. */
const variable = z.union([name, z.strictObject({ name, units: z.string().optional() })]);

export const columnsSection = sectionSchema("columns", {
  files,
  /** For titles. */
  title: name,
  variables: z.strictObject({
    id: name.optional(),
    time: name,
    longitude: variable,
    latitude: variable,
    xco2: variable,
    priorXco2: variable.optional(),
    uncertainty: variable,
    pressure: variable,
    averagingKernel: variable,
    pressureWeight: variable,
    priorProfile: variable,
  }),
  /** The flag of quality, and its value where a sounding is good. */
  quality: z.strictObject({ variable: name, good: z.number() }).optional(),
  average,
});
export type ColumnsSection = z.output<typeof columnsSection>;
