/**
 * Errors of the period-mean natural flux where the truth is known (twin experiments), before and after the analysis.
 * At R8 and R24 an error is that of a region's area-mean flux, and the RMSE weighs regions alike; at the scale of
 * the grid it is that of each land cell, weighted by area; over all land it is the absolute error of one mean.
 */
import { errorReduction } from "./columnStatistics.js";
import { partitions, regionArea, type Region, regionTotals } from "./regions.js";

export type FluxScale = "grid" | "R24" | "R8" | "land";

export interface FluxScore {
  readonly scale: FluxScale;
  /** Regions (cells at the scale of the grid) that were scored. */
  readonly count: number;
  /** RMSE of the prior and posterior flux [umol m-2 s-1]. */
  readonly prior: number;
  readonly posterior: number;
  /** (1 - posterior / prior) * 100 [%] */
  readonly errorReduction: number;
}

/**
 * @param regions of regions.ts
 * @param area [cell] [m2]
 * @param prior @param posterior @param truth period-mean natural flux [cell] [mol m-2 s-1]
 * @returns from small to large scale; scales that the grid does not have are left out
 */
export function fluxScores(
  regions: readonly Region[],
  area: ArrayLike<number>,
  prior: ArrayLike<number>,
  posterior: ArrayLike<number>,
  truth: ArrayLike<number>,
): FluxScore[] {
  const land = regions.find(({ id }) => id === "land");
  if (land === undefined) return [];
  const cells = Array.from(land.share.keys()).filter((cell) => land.share[cell] > 0);
  const rmseOfCells = (flux: ArrayLike<number>): number => {
    const sum = cells.reduce((total, cell) => total + area[cell] * (flux[cell] - truth[cell]) ** 2, 0);
    return 1e6 * Math.sqrt(sum / regionArea(land, area));
  };
  const rmseOfMeans = (parts: readonly Region[], flux: ArrayLike<number>): number => {
    const [own, true_] = [regionTotals(parts, area, flux), regionTotals(parts, area, truth)];
    const sum = parts.reduce((total, part, i) => total + ((own[i] - true_[i]) / regionArea(part, area)) ** 2, 0);
    return 1e6 * Math.sqrt(sum / parts.length);
  };
  const score = (scale: FluxScale, count: number, rmse: (flux: ArrayLike<number>) => number): FluxScore => {
    const [before, after] = [rmse(prior), rmse(posterior)];
    return { scale, count, prior: before, posterior: after, errorReduction: errorReduction(before, after) };
  };
  const ofParts = partitions
    .map(({ id }) => ({ id, parts: regions.filter((region) => region.id.startsWith(`${id}-`)) }))
    .filter(({ parts }) => parts.length > 0)
    .map(({ id, parts }) => score(id, parts.length, (flux) => rmseOfMeans(parts, flux)));
  return [
    score("grid", cells.length, rmseOfCells),
    ...ofParts.reverse(),
    score("land", 1, (flux) => rmseOfMeans([land], flux)),
  ];
}
