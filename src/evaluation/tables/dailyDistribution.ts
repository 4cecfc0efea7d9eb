/**
 * How the daily totals of a region are distributed: least, quartiles, most. A quantile at the share p of n sorted values is
 * that at the place p (n - 1), linear between its neighbours (definition 7 of Hyndman & Fan 1996,
 * doi:10.1080/00031305.1996.10473566), as numpy and pandas take it.
 */
import { SECONDS_PER_DAY } from "../../constants.js";
import { toPetagramsCarbon } from "../../units.js";
import type { RunFluxes } from "../readFluxes.js";

/** Of one region and one kind of flux, [TgC d-1]. */
export interface DailyDistribution {
  readonly region: string;
  readonly title: string;
  readonly flux: "prior" | "posterior" | "truth";
  /** Scored days. */
  readonly days: number;
  readonly minimum: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly maximum: number;
}

const FLUXES = { prior: "natural_prior", posterior: "natural_posterior", truth: "natural_truth" } as const;

/** TgC in a day of 1 mol s-1. */
const TERAGRAMS_A_DAY = 1e3 * toPetagramsCarbon(SECONDS_PER_DAY);

/** @returns of every region, the fluxes that every day has */
export function dailyDistributions({ regions, days }: RunFluxes): DailyDistribution[] {
  return regions.flatMap(({ id, title }, r) =>
    (Object.keys(FLUXES) as DailyDistribution["flux"][]).flatMap((flux): DailyDistribution[] => {
      const totals = days.map(({ totals: ofDay }) => ofDay[FLUXES[flux]]?.[r] ?? Number.NaN);
      if (!totals.every(Number.isFinite)) return [];
      const sorted = totals.map((total) => total * TERAGRAMS_A_DAY).sort((a, b) => a - b);
      const [minimum, lowerQuartile, median, upperQuartile, maximum] = [0, 0.25, 0.5, 0.75, 1].map((share) =>
        quantile(sorted, share),
      );
      return [{ region: id, title, flux, days: days.length, minimum, lowerQuartile, median, upperQuartile, maximum }];
    }),
  );
}

/** @param sorted one value at least, from the least @param share [1] */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
