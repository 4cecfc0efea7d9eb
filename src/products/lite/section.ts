/** Section of Lite files. */
import { z } from "zod";
import { liteScales } from "../../observations/sources/lite.js";
import { bitFlags } from "../../observations/sources/liteBits.js";
import { liteViews } from "../../observations/sources/liteViews.js";
import { average, files, sectionSchema } from "../section.js";

export const liteSection = sectionSchema("lite", {
  files,
  /** WMO scale of the values; the files' own `xco2` where nothing is said. */
  scale: z.enum(liteScales).optional(),
  /** Ways of looking that are used, of OCO-2 and OCO-3. */
  modes: z.array(z.enum(liteViews)).min(1).optional(),
  /** The bits of a flag in the place of `xco2_quality_flag`, and the filters that a good sounding may fail. */
  quality: z
    .strictObject({
      flag: z.enum(bitFlags),
      ignore: z.array(z.union([z.int().min(0).max(63), z.string().min(1)])).default([]),
    })
    .optional(),
  average,
});
export type LiteSection = z.output<typeof liteSection>;
