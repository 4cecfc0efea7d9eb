/** Keys that the sections of all products of surface sites have, and what they say of the sites. */
import { z } from "zod";
import { siteKinds, type SiteRules } from "../observations/sites/siteRules.js";
import { fromPpm } from "../units.js";
import { files } from "./section.js";

const codes = z.array(z.string().min(1)).min(1).optional();
const hour = z.number().min(0).max(24);
const hours = z.union([z.literal("all"), z.tuple([hour, hour])]);

export const siteKeys = {
  files,
  /** Codes of the sites that are used; all where none is named. */
  sites: codes,
  exclude: codes,
  /** Codes of those that are kept from the assimilation. */
  validation: codes,
  /** Local solar time, from and to. */
  hours: z
    .strictObject({
      ground: hours.default([12, 16]),
      mountain: hours.default([0, 4]),
      flask: hours.default("all"),
    })
    .prefault({}),
  /** By code. */
  kinds: z.record(z.string(), z.enum(siteKinds)).optional(),
  /** By code, heights above the ground [m]. */
  intakes: z.record(z.string(), z.array(z.number().min(0)).min(1)).optional(),
  /** Of values whose file states no error. */
  uncertaintyPpm: z.number().positive().default(0.2),
};

type SiteSection = z.output<z.ZodObject<typeof siteKeys>>;

export function siteRulesOf({ uncertaintyPpm, ...rules }: Omit<SiteSection, "files">): SiteRules {
  return { ...rules, uncertainty: fromPpm(uncertaintyPpm) };
}
