/**
 * What of a faulty experiment can be looked at all the same: its sound sections, with others in the place of the broken ones
 * that need no file and ask nothing of the sound ones.
 */
import { roleOf } from "../products/registry.js";
import { synthetic } from "../products/synthetic/index.js";
import type { FaultyExperiment } from "./parse.js";
import type { Plan } from "./plan.js";
import { planOf } from "./planOf.js";
import { experimentSchema, type SectionName } from "./schema.js";

const standIns = experimentSchema.parse({
  title: "stand-in",
  output: "nowhere",
  period: { start: "2000-01-01", end: "2000-01-02" },
  meteorology: { source: "synthetic" },
  fluxes: { biosphere: "none", ocean: "none", fossil: "none", fire: "none" },
  background: { source: "synthetic" },
  runs: ["control"],
});

/**
 * @returns undefined where a section is broken that says when and where, or the registry has no synthetic stand-ins: then no
 *   input can be judged
 */
export function planWithStandIns({ sound, broken, registry }: FaultyExperiment): Plan | undefined {
  if (!registry.products.includes(synthetic)) return undefined;
  const config = { ...standIns, ...sound };
  const domain: SectionName[] = ["period", "grid", "vertical"];
  if (config.grid === "source" || config.vertical === "source") domain.push("meteorology");
  if (domain.some((name) => broken.has(name))) return undefined;
  const { urbanFraction, background, twin, ...others } = config;
  const priors = roleOf(registry, "background", background.source).needsRetrievals && broken.has("observations");
  return planOf(
    {
      ...others,
      urbanFraction: broken.has("meteorology") ? "none" : urbanFraction,
      background: priors ? standIns.background : background,
      ...(twin !== undefined && !broken.has("fluxes") && { twin }),
    },
    registry,
  );
}
