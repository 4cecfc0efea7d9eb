/**
 * Errors of the period-mean natural flux where the truth is known (twin experiments), before and after the analysis.
 * At R8, R24 and for regions of the user's own an error is that of a region's area-mean flux, and the RMSE weighs regions alike; at the scale of
 * the grid it is that of each land cell, weighted by area; at 128 km that of the land of square blocks of cells, of
 * the block's area-mean flux, weighted by the land in it; over all land it is the absolute error of one mean.
 */
import type { Grid } from "../grids/grid.js";
import { errorReduction, mean } from "./columnStatistics.js";
import { jackknifeInterval } from "./jackknife.js";
import { kindOf } from "../regions/kinds.js";
import { partitions } from "../regions/masks.js";
import { regionArea, type Region, regionTotals } from "../regions/region.js";

export type FluxScale = "grid" | "128 km" | "R24" | "R8" | "land" | "own";

/** For people. */
export const scaleNames: Readonly<Record<FluxScale, string>> = {
  grid: "land cells",
  "128 km": "128 km blocks",
  R24: "R24 regions",
  R8: "R8 regions",
  land: "all land",
  own: "own regions",
};

export interface FluxScore {
  readonly scale: FluxScale;
  /** Regions (cells at the scale of the grid) that were scored. */
  readonly count: number;
  /** RMSE of the prior and posterior flux [umol m-2 s-1]. */
  readonly prior: number;
  readonly posterior: number;
  /** (1 - posterior / prior) * 100 [%] */
  readonly errorReduction: number;
  /** Ends of its 90 % interval, from the differences between regions [%]; NaN for cells, blocks and one region. */
  readonly low: number;
  readonly high: number;
}

/** What scores need to know of a grid. @param area [cell] [m2], row by row */
export type ScoredGrid = Pick<Grid, "columns" | "cells" | "area">;

/** Side of a block [m], and how far that of a whole number of cells may be from it [1]. */
const BLOCK = 128e3;
const TOLERANCE = 0.1;

/**
 * @param regions as allRegions gives them
 * @param prior @param posterior @param truth period-mean natural flux [cell] [mol m-2 s-1]
 * @returns from small to large scale, then regions of the user's own; scales that the grid does not have are left out
 */
export function fluxScores(
  regions: readonly Region[],
  grid: ScoredGrid,
  prior: ArrayLike<number>,
  posterior: ArrayLike<number>,
  truth: ArrayLike<number>,
): FluxScore[] {
  const { area } = grid;
  const land = regions.find(({ id }) => id === "land");
  if (land === undefined) return [];
  const cells = Array.from(land.share.keys()).filter((cell) => land.share[cell] > 0);
  const rmseOfCells = (flux: ArrayLike<number>): number => {
    const sum = cells.reduce((total, cell) => total + area[cell] * (flux[cell] - truth[cell]) ** 2, 0);
    return 1e6 * Math.sqrt(sum / regionArea(land, area));
  };
  const blocks = blocksOf(cells, grid);
  const rmseOfBlocks = (flux: ArrayLike<number>): number => {
    const sum = blocks.reduce((total, block) => {
      const own = block.reduce((part, cell) => part + area[cell], 0);
      const error = block.reduce((part, cell) => part + area[cell] * (flux[cell] - truth[cell]), 0);
      return total + error ** 2 / own;
    }, 0);
    return 1e6 * Math.sqrt(sum / regionArea(land, area));
  };
  const squares = (parts: readonly Region[], flux: ArrayLike<number>): number[] => {
    const [own, true_] = [regionTotals(parts, area, flux), regionTotals(parts, area, truth)];
    return parts.map((part, i) => ((1e6 * (own[i] - true_[i])) / regionArea(part, area)) ** 2);
  };
  const score = (scale: FluxScale, count: number, rmse: (flux: ArrayLike<number>) => number): FluxScore => {
    const [before, after] = [rmse(prior), rmse(posterior)];
    const none = { low: Number.NaN, high: Number.NaN };
    return { scale, count, prior: before, posterior: after, errorReduction: errorReduction(before, after), ...none };
  };
  const scoreOfMeans = (scale: FluxScale, parts: readonly Region[]): FluxScore => {
    const [before, after] = [squares(parts, prior), squares(parts, posterior)];
    const rmse = (of: readonly number[], among: readonly number[]): number =>
      Math.sqrt(mean(among.map((part) => of[part])));
    const reduction = (among: readonly number[]): number => errorReduction(rmse(before, among), rmse(after, among));
    const all = parts.map((_, part) => part);
    const [low, high] = jackknifeInterval(parts.length, reduction);
    return {
      scale,
      count: parts.length,
      prior: rmse(before, all),
      posterior: rmse(after, all),
      errorReduction: reduction(all),
      low,
      high,
    };
  };
  const own = regions.filter(({ id }) => kindOf(id) === "own");
  const ofParts = partitions
    .map(({ id }) => ({ id, parts: regions.filter((region) => region.id.startsWith(`${id}-`)) }))
    .filter(({ parts }) => parts.length > 0)
    .map(({ id, parts }) => scoreOfMeans(id, parts));
  return [
    score("grid", cells.length, rmseOfCells),
    ...(blocks.length === 0 ? [] : [score("128 km", blocks.length, rmseOfBlocks)]),
    ...ofParts.reverse(),
    scoreOfMeans("land", [land]),
    ...(own.length === 0 ? [] : [scoreOfMeans("own", own)]),
  ];
}

/** The given cells in square blocks of about 128 km, counted from the south-west corner; none where cells do not fit. */
function blocksOf(cells: readonly number[], { columns, cells: all, area }: ScoredGrid): number[][] {
  const spacing = Math.sqrt(Array.from(area).reduce((sum, value) => sum + value, 0) / all);
  const side = Math.round(BLOCK / spacing);
  if (Math.abs((side * spacing) / BLOCK - 1) > TOLERANCE) return [];
  const blocks = new Map<string, number[]>();
  for (const cell of cells) {
    const key = `${Math.floor(Math.floor(cell / columns) / side)} ${Math.floor((cell % columns) / side)}`;
    const block = blocks.get(key);
    if (block === undefined) blocks.set(key, [cell]);
    else block.push(cell);
  }
  return [...blocks.values()];
}
