/**
 * Soundings that are denser than the model's cells, averaged (averageOf.ts): of a satellite those that one pass has in a
 * cell, over land and water apart; of an instrument on the ground those of an hour. Only soundings that could be assimilated
 * go into averages: complete, in period and domain, good. The others are counted by what removed them, and so are those that
 * were averaged; none of them is kept one by one, for a year of OCO-2 has tens of millions.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import { averageOf } from "./averageOf.js";
import type { Fate } from "./fate.js";
import { type Period, screen } from "./quality.js";
import type { Retrieval } from "./retrieval.js";

/** Soundings of a cell further apart than this are of two passes [s]; an orbit takes 99 minutes, a target 9. */
const PASS = 1200;

/**
 * Correlation of the errors of two soundings of one pass in one cell [1]. Baker et al. (2022) find errors of neighbours
 * strongly correlated; the numbers are our choice, larger over water, where what is left of a bias varies less in space.
 */
const CORRELATION = { land: 0.3, water: 0.6 } as const;

/** Correlation of the errors of two spectra of one hour [1]: of about 1.3 ppm each, some 0.4 ppm is shared. */
const CORRELATION_WITHIN_HOUR = 0.1;

export interface Averaged {
  readonly observations: readonly Retrieval[];
  /** What became of the soundings that are not among these. */
  readonly notKept: Readonly<Partial<Record<Fate, number>>>;
}

/** Whether a sounding is met for the first time: another file may hold it too. */
export type IsFirst = (retrieval: Retrieval) => boolean;

/** Cells that means are made of, and the time in which. */
export interface Cells {
  readonly grid: Grid;
  readonly period: Period;
}

/** @param retrievals of one file */
export function averageInCells(
  retrievals: readonly Retrieval[],
  { grid, period }: Cells,
  isFirst: IsFirst = () => true,
): Averaged {
  const screened = retrievals
    .map((retrieval) => ({ retrieval, ...screen(retrieval, grid, period) }))
    .filter(({ retrieval, fate }) => fate !== "assimilated" || isFirst(retrieval));
  const notKept: Partial<Record<Fate, number>> = {};
  for (const { fate } of screened) {
    const became = fate === "assimilated" ? "averaged" : fate;
    notKept[became] = (notKept[became] ?? 0) + 1;
  }
  const used = screened
    .filter(({ fate }) => fate === "assimilated")
    .sort((a, b) => a.retrieval.time - b.retrieval.time);
  const open = new Map<string, Retrieval[]>();
  const groups: Retrieval[][] = [];
  for (const { retrieval, cell } of used) {
    const key = `${cell} ${surfaceOf(retrieval)} ${retrieval.pressure.length}`;
    const group = open.get(key);
    if (group !== undefined && retrieval.time - group[group.length - 1].time <= PASS) {
      group.push(retrieval);
      continue;
    }
    const opened = [retrieval];
    open.set(key, opened);
    groups.push(opened);
  }
  return {
    observations: groups.map((group) => averageOf(group, CORRELATION[surfaceOf(group[0])])),
    notKept,
  };
}

/** @param retrievals of one place, in any order; those that are not complete or not good stay as they are */
export function averageInHours(retrievals: readonly Retrieval[], isFirst: IsFirst = () => true): Averaged {
  const usable = ({ missing, good }: Retrieval): boolean => missing === undefined && good;
  const used = retrievals.filter((retrieval) => usable(retrieval) && isFirst(retrieval));
  const hours = new Map<number, Retrieval[]>();
  for (const retrieval of used) {
    const hour = Math.floor(retrieval.time / SECONDS_PER_HOUR);
    hours.set(hour, [...(hours.get(hour) ?? []), retrieval]);
  }
  const averages = [...hours.values()].map((group) => averageOf(group, CORRELATION_WITHIN_HOUR));
  return {
    observations: [...averages, ...retrievals.filter((retrieval) => !usable(retrieval))],
    notKept: { averaged: used.length },
  };
}

/** Where nothing is said, as over land. */
function surfaceOf({ surface = "land" }: Retrieval): keyof typeof CORRELATION {
  return surface;
}
