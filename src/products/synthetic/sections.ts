/** Sections of the synthetic product. */
import { z } from "zod";
import { networkNames } from "../../observations/sources/syntheticNetworks.js";
import { sectionSchema } from "../section.js";

/** Of all roles that need nothing but the run's seed. */
export const plainSection = sectionSchema("synthetic", {});

export const observationsSection = sectionSchema("synthetic", {
  /** Observing networks; GOSAT's where none is named. */
  network: z
    .union([z.enum(networkNames), z.array(z.enum(networkNames)).min(1)])
    .transform((value) => [...new Set(typeof value === "string" ? [value] : value)])
    .optional(),
});
export type SyntheticObservationsSection = z.output<typeof observationsSection>;
