/** Section of TCCON's files. */
import { z } from "zod";
import { tcconScales } from "../../observations/sources/tccon.js";
import { files, sectionSchema } from "../section.js";

export const tcconSection = sectionSchema("tccon", {
  files,
  /** WMO scale of the columns. */
  scale: z.enum(tcconScales).default("X2007"),
  /** What the columns are for. */
  use: z.enum(["validation", "assimilation"]).default("validation"),
});
export type TcconSection = z.output<typeof tcconSection>;
