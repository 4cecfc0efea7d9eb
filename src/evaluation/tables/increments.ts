/**
 * What assimilated columns said of the background and what the analysis made of it, in means over places and seasons:
 * observation increment = observed - background (an estimated bias of the retrieval taken off), analysis increment =
 * analysed - background, both at the observation [ppm].
 */
import type { Grid } from "../../grids/grid.js";
import type { Time } from "../../time.js";
import { mean } from "../columnStatistics.js";
import { monthOf, seasonOf } from "../periods.js";
import type { RunObservations } from "../readRun.js";
import type { RunContents } from "../runContents.js";

export interface IncrementRow {
  /** "whole", or three letters of months where the run has several seasons. */
  readonly period: string;
  /** Lower left cell of the square of cells that is averaged over. */
  readonly column: number;
  readonly row: number;
  /** Cells along each side of it. */
  readonly side: number;
  /** Of the observations [degrees]. */
  readonly longitude: number;
  readonly latitude: number;
  readonly count: number;
  /** [ppm] */
  readonly observation: number;
  readonly analysis: number;
}

/** Squares that a domain is as wide as, about. */
const SQUARES = 60;

/** @returns of the scored period; none where the run has no soundings or no grid */
export function incrementsOf({ observations, fluxes, description }: RunContents): IncrementRow[] {
  if (observations === undefined || fluxes === undefined) return [];
  return incrementRows(observations, fluxes.grid, description.scoredFrom, description.end);
}

/** @param from @param to the scored period */
function incrementRows(observations: RunObservations, grid: Grid, from: Time, to: Time): IncrementRow[] {
  const { time, fate, kind, longitude, latitude, observed, background, analysis, biasCorrection } = observations;
  const chosen = [...time.keys()].filter(
    (i) =>
      fate[i] === "assimilated" &&
      kind[i] === "column" &&
      time[i] >= from &&
      time[i] < to &&
      grid.cellAt(longitude[i], latitude[i]) >= 0 &&
      Number.isFinite(background[i]) &&
      Number.isFinite(analysis[i]),
  );
  const side = Math.ceil(grid.columns / SQUARES);
  const seasons = [...new Set(chosen.map((i) => seasonOf(monthOf(time[i]))))];
  const groups = new Map<string, number[]>();
  for (const i of chosen) {
    const cell = grid.cellAt(longitude[i], latitude[i]);
    const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)].map((at) => at - (at % side));
    for (const period of ["whole", ...(seasons.length > 1 ? [seasonOf(monthOf(time[i]))] : [])]) {
      const key = `${period} ${column} ${row}`;
      groups.set(key, [...(groups.get(key) ?? []), i]);
    }
  }
  return [...groups].map(([key, members]) => {
    const [period, column, row] = key.split(" ");
    const meanOf = (value: (i: number) => number): number => mean(members.map(value));
    return {
      period,
      column: Number(column),
      row: Number(row),
      side,
      longitude: meanOf((i) => longitude[i]),
      latitude: meanOf((i) => latitude[i]),
      count: members.length,
      observation: meanOf((i) => observed[i] - background[i] - biasCorrection[i]),
      analysis: meanOf((i) => analysis[i] - background[i]),
    };
  });
}
