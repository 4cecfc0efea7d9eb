/** The prior fluxes of an experiment by component, and how every source of fluxes is opened. */
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { FluxComponent, FluxSource } from "../../fluxes/fluxSource.js";
import { fluxTotal } from "../../fluxes/fluxTotals.js";
import { type PriorFluxes, priorFluxes } from "../../fluxes/priorFluxes.js";
import { openRole } from "../../products/openRole.js";
import { late, type Part } from "./parts.js";
import type { Preparation } from "./preparation.js";
import type { Known } from "./preparedInputs.js";
import type { AskedFlux } from "./sections.js";

export interface FluxParts {
  readonly prior: Part<PriorFluxes>;
  /** Those that are not `none`. */
  readonly sources: ReadonlyMap<FluxComponent, Part<FluxSource>>;
}

export async function makeFluxes(preparation: Preparation, asked: readonly AskedFlux[]): Promise<FluxParts> {
  const sources = await openFluxes(preparation, asked);
  const prior = await preparation.parts.make(["fluxes"], () =>
    priorFluxes(
      preparation.known.grid(),
      [...sources.values()].map((source) => source.get()),
    ),
  );
  return { prior, sources };
}

/** Each source must know every hour of the period; of the first and the last, the values are looked at. */
export async function openFluxes(
  { plan, registry, parts, known, keep, prepared }: Preparation,
  asked: readonly AskedFlux[],
): Promise<ReadonlyMap<FluxComponent, Part<FluxSource>>> {
  const { start, end } = plan.period;
  const sources = new Map<FluxComponent, Part<FluxSource>>();
  for (const { component, key, section } of asked) {
    const source = await parts.make(key, async () => {
      const found = section.get();
      const open = async (known: Known): Promise<FluxSource> => {
        const context = late({ ...known, component: () => component });
        const opened = keep(
          await openRole(registry, "fluxes", found, async (role) => (await role.open())(found, context)),
        );
        opened.check?.(start, end);
        opened.hourly(start);
        opened.hourly(end - SECONDS_PER_HOUR);
        return opened;
      };
      const opened = await prepared.flux({ key, role: "fluxes", section: found }, component, known, open);
      const { total, remarks } = fluxTotal(opened, known.grid(), known.landFraction(), plan.period);
      return { ...opened, total, remarks: [...opened.remarks, ...remarks] };
    });
    sources.set(component, source);
  }
  return sources;
}
