/**
 * Surface sites for twin experiments: 15 towers spread evenly over the land of the grid, with an intake at 50, 75 or
 * 100 m, whose hourly means between 12 and 16 h of local solar time are used, four a day and site. The places are
 * the centres that divide the land into parts of like size (Lloyd 1982, doi:10.1109/TIT.1982.1056489), moved to the
 * nearest land cell; they follow from the grid alone.
 * A truth on the model's own grid has no error of representation, so samples are given one: 2 ppm, half of its variance
 * shared by the hours of a site's afternoon, besides 0.2 ppm of measurement, which is what they state. Invented sizes.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import { randomField } from "../../random.js";
import { formatTime, type Time } from "../../time.js";
import { fromPpm } from "../../units.js";
import type { SiteSample } from "../observation.js";
import type { SyntheticOrbit } from "./synthetic.js";

const SITES = 15;
/** [m] */
const HEIGHTS = [50, 75, 100];
/** Local solar time [h]; the middle of a sample lies in it. */
const AFTERNOON = { from: 12, to: 16 };
/** [mol mol-1] */
const MEASUREMENT = fromPpm(0.2);
const REPRESENTATION = fromPpm(2);
/** Cells that are as much land as this hold sites, where there are enough of them. */
const INLAND = 0.95;
const ROUNDS = 30;
/** Each part of the noise draws for a "member" of its own. */
const NOISE_DRAWS = { day: 0, hour: 1 } as const;

/** A sample, moleFraction NaN, and the error that it has in the twin [mol mol-1]. */
type ErringSample = readonly [SiteSample, number];

interface Site {
  readonly name: string;
  readonly cell: number;
  /** Degrees east, degrees north. */
  readonly longitude: number;
  readonly latitude: number;
  /** Of the intake above the ground [m]. */
  readonly height: number;
}

/** In order of time, the same for any split of a period at whole hours. */
export function syntheticTowers({ grid, landFraction, seed, start, days }: SyntheticOrbit): ErringSample[] {
  const sites = syntheticSites(grid, landFraction);
  const samples: ErringSample[] = [];
  for (let hour = start; hour < start + days * SECONDS_PER_DAY; hour += SECONDS_PER_HOUR) {
    const time = hour + SECONDS_PER_HOUR / 2;
    sites.forEach((site, number) => {
      const local = localHours(time, site.longitude);
      const ofDay = local - 24 * Math.floor(local / 24);
      if (ofDay < AFTERNOON.from || ofDay >= AFTERNOON.to) return;
      samples.push([sampleOf(site, time), noiseOf(seed, number, time, Math.floor(local / 24))]);
    });
  }
  return samples;
}

/** Sites of a grid, from west to east. @param landFraction [row][column], [1] */
export function syntheticSites(grid: Grid, landFraction: Float64Array): Site[] {
  const atLeast = (fraction: number): number[] =>
    Array.from(landFraction.keys()).filter((cell) => landFraction[cell] >= fraction);
  const inland = atLeast(INLAND);
  const cells = inland.length >= SITES ? inland : atLeast(0.5);
  return [...new Set(centres(grid, cells))]
    .sort((a, b) => grid.longitude[a] - grid.longitude[b])
    .map((cell, i) => ({
      name: `tower-${String(i + 1).padStart(2, "0")}`,
      cell,
      longitude: grid.longitude[cell],
      latitude: grid.latitude[cell],
      height: HEIGHTS[i % HEIGHTS.length],
    }));
}

/** Cells nearest to the means of the parts into which Lloyd's rounds divide `cells`. */
function centres(grid: Grid, cells: readonly number[]): number[] {
  const { unitVectors, area } = grid;
  const count = Math.min(SITES, cells.length);
  let chosen = Array.from({ length: count }, (_, i) => cells[Math.floor(((i + 0.5) * cells.length) / count)]);
  const nearest = (among: readonly number[], x: number, y: number, z: number): number => {
    let best = 0;
    let least = Infinity;
    among.forEach((cell, i) => {
      const distance =
        (unitVectors[3 * cell] - x) ** 2 + (unitVectors[3 * cell + 1] - y) ** 2 + (unitVectors[3 * cell + 2] - z) ** 2;
      if (distance < least) {
        least = distance;
        best = i;
      }
    });
    return best;
  };
  for (let round = 0; round < ROUNDS; round++) {
    const sums = chosen.map(() => new Float64Array(4));
    for (const cell of cells) {
      const part = sums[nearest(chosen, unitVectors[3 * cell], unitVectors[3 * cell + 1], unitVectors[3 * cell + 2])];
      for (let i = 0; i < 3; i++) part[i] += area[cell] * unitVectors[3 * cell + i];
      part[3] += area[cell];
    }
    chosen = sums.map(([x, y, z, total]) => cells[nearest(cells, x / total, y / total, z / total)]);
  }
  return chosen;
}

function sampleOf({ name, longitude, latitude, height }: Site, time: Time): SiteSample {
  return {
    kind: "point",
    id: `${name}_${formatTime(time - SECONDS_PER_HOUR / 2).replaceAll(/\D/g, "")}`,
    site: name,
    time,
    longitude,
    latitude,
    height,
    moleFraction: NaN,
    uncertainty: MEASUREMENT,
    good: true,
  };
}

/** @param site number @param day of local time */
function noiseOf(seed: number, site: number, time: Time, day: number): number {
  const ofDay = randomField(seed, "siteNoise", NOISE_DRAWS.day, day).normal(site);
  const draws = randomField(seed, "siteNoise", NOISE_DRAWS.hour, Math.floor(time / SECONDS_PER_HOUR));
  return (REPRESENTATION * (ofDay + draws.normal(2 * site))) / Math.SQRT2 + MEASUREMENT * draws.normal(2 * site + 1);
}

/** Local mean solar time since 1970-01-01 [h]. */
function localHours(time: Time, longitude: number): number {
  return time / SECONDS_PER_HOUR + longitude / 15;
}
