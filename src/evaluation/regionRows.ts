/** Totals of the natural flux of each region, with the spread that the members' totals have. */
import { SECONDS_PER_DAY, SECONDS_PER_YEAR } from "../constants.js";
import { meanAndSpread } from "../fields/members.js";
import { toPetagramsCarbonPerYear } from "../units.js";
import type { RegionRow } from "./rows.js";
import type { FluxName, MeanFluxes, RunFluxes } from "./readFluxes.js";
import { regionArea, regionTotals } from "../regions/region.js";

/** @returns for the whole period and, where there are several, each month: all regions in order */
export function regionRows(fluxes: RunFluxes): RegionRow[] {
  const { regions } = fluxes;
  const periods: [string, MeanFluxes][] = [["whole", fluxes.whole]];
  if (fluxes.months.size > 1) periods.push(...fluxes.months);
  return periods.flatMap(([period, means]) => {
    const totals = (name: FluxName): number[] => {
      const field = means.fields[name];
      if (field === undefined) return regions.map(() => NaN);
      return Array.from(regionTotals(regions, fluxes.grid.area, field), toPetagramsCarbonPerYear);
    };
    const [prior, posterior, truth, fossil, fire] = (
      ["natural_prior", "natural_posterior", "natural_truth", "fossil", "fire"] as const
    ).map(totals);
    const inPeriod = (1e3 * means.days * SECONDS_PER_DAY) / SECONDS_PER_YEAR;
    return regions.map((region, i) => {
      const spreads = {
        priorSpread: spread(means.priorMembers.get(region.id)),
        posteriorSpread: spread(means.posteriorMembers.get(region.id)),
      };
      const change = posterior[i] - prior[i];
      return {
        region: region.id,
        title: region.title,
        period,
        days: means.days,
        area: regionArea(region, fluxes.grid.area),
        prior: prior[i],
        posterior: posterior[i],
        ...spreads,
        change,
        truth: truth[i],
        fossil: fossil[i],
        fire: fire[i],
        teragrams: {
          prior: inPeriod * prior[i],
          priorSpread: inPeriod * spreads.priorSpread,
          posterior: inPeriod * posterior[i],
          posteriorSpread: inPeriod * spreads.posteriorSpread,
          change: inPeriod * change,
          truth: inPeriod * truth[i],
        },
      };
    });
  });
}

/** Standard deviation (divisor members - 1). @param totals [member] [mol s-1] @returns [PgC yr-1], NaN where not known */
function spread(totals: Float64Array | undefined): number {
  if (totals === undefined || totals.length < 2) return NaN;
  return toPetagramsCarbonPerYear(meanAndSpread(totals, totals.length).spread);
}
