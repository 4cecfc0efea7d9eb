/** Section of ObsPack. */
import { z } from "zod";
import { obspackFlags } from "../../observations/sources/obspack.js";
import { sectionSchema } from "../section.js";
import { siteKeys } from "../siteSection.js";

export const obspackSection = sectionSchema("obspack", {
  ...siteKeys,
  /** Those that decide whether a value is good. */
  flags: z.array(z.enum(obspackFlags)).default(["qcflag", "obs_flag"]),
});
export type ObspackSection = z.output<typeof obspackSection>;
