/** What the prior fluxes come to over the period, by component and region, for a person to hold against what is known of them. */
import { SECONDS_PER_DAY } from "../../constants.js";
import { type FluxComponent, fluxComponents } from "../../fluxes/fluxSource.js";
import type { Grid } from "../../grids/grid.js";
import type { PriorFluxes } from "../../fluxes/priorFluxes.js";
import type { Region } from "../../regions/region.js";
import { toPetagramsCarbon } from "../../units.js";

export interface RegionTotals {
  /** Of the region. */
  readonly id: string;
  readonly title: string;
  /** Over the whole period [TgC]; a component without a source is absent. */
  readonly teragrams: Readonly<Partial<Record<FluxComponent, number>>>;
}

/** @param regions of the same grid @returns one for each, in their order */
export function priorTotals(
  { sources }: Pick<PriorFluxes, "sources">,
  { area }: Pick<Grid, "area">,
  regions: readonly Region[],
): RegionTotals[] {
  return regions.map(({ id, title, share }) => {
    const teragrams: Partial<Record<FluxComponent, number>> = {};
    for (const component of fluxComponents) {
      for (const { total } of sources.filter((source) => source.component === component)) {
        if (total === undefined) continue;
        const rate = total.mean.reduce((sum, flux, cell) => sum + flux * share[cell] * area[cell], 0);
        const amount = 1000 * toPetagramsCarbon(rate * total.of * SECONDS_PER_DAY);
        teragrams[component] = (teragrams[component] ?? 0) + amount;
      }
    }
    return { id, title, teragrams };
  });
}
