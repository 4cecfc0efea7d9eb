/** The prior fluxes of an experiment by component, and in a twin experiment the biosphere of its truth. */
import type { TwinPlan } from "../../config/plan.js";
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { FluxComponent, FluxSource } from "../../fluxes/fluxSource.js";
import { type PriorFluxes, priorFluxes } from "../../fluxes/priorFluxes.js";
import { patchyTruth } from "../../fluxes/patchyTruth.js";
import { truthFluxes } from "../../fluxes/truthFluxes.js";
import { openRole } from "../../products/openRole.js";
import { late, missing, type Part } from "./parts.js";
import type { Preparation } from "./preparation.js";
import type { AskedSections } from "./sections.js";

export interface FluxParts {
  readonly prior: Part<PriorFluxes>;
  /** Those that are not `none`. */
  readonly sources: ReadonlyMap<FluxComponent, Part<FluxSource>>;
}

/** Each source must know the first and the last hour of the period. */
export async function makeFluxes(preparation: Preparation, asked: AskedSections["fluxes"]): Promise<FluxParts> {
  const { plan, registry, parts, known, keep } = preparation;
  const { start, end } = plan.period;
  const sources = new Map<FluxComponent, Part<FluxSource>>();
  for (const { component, key, section } of asked) {
    const source = await parts.make(key, async () => {
      const found = section.get();
      const context = late({ ...known, component: () => component });
      const opened = keep(
        await openRole(registry, "fluxes", found, async (role) => (await role.open())(found, context)),
      );
      opened.hourly(start);
      opened.hourly(end - SECONDS_PER_HOUR);
      return opened;
    });
    sources.set(component, source);
  }
  const prior = await parts.make(["fluxes"], () =>
    priorFluxes(
      known.grid(),
      [...sources.values()].map((source) => source.get()),
    ),
  );
  return { prior, sources };
}

/** The biosphere of a twin's truth, made of the prior's. */
export function makeTruth(
  { parts, known }: Preparation,
  { sources }: FluxParts,
  { seed, period, truth }: TwinPlan,
): Promise<Part<FluxSource>> {
  const biosphere = sources.get("biosphere") ?? missing("fluxes.biosphere");
  return parts.make(["twin"], () => {
    const { family, size } = truth;
    switch (family) {
      case "smooth":
        return truthFluxes(known.grid(), biosphere.get(), {
          seed,
          uptakeError: size * truth.uptakeError,
          respirationError: size * truth.respirationError,
          weatherDriven: size * truth.weatherDriven,
        });
      case "patchy":
        return patchyTruth(known.grid(), known.landFraction(), biosphere.get(), { seed, size, ...period });
    }
  });
}
