/**
 * Plumes that enter at single places of the perimeter: every day some begin, each of an amplitude z, normal,
 *     z exp(-d^2 / 2 WIDTH^2) exp(-(p/ps - h)^2 / 2 DEPTH^2) sin^2(pi s / D),   0 < s < D,
 * with d the distance to a cell drawn from the perimeter, h a height between 0.35 and 1, s the time since its begin within
 * the day and D one to three days. The mean of its square over draws is the same at all times.
 */
import { EARTH_RADIUS, SECONDS_PER_DAY } from "../constants.js";
import { chordDistance, type Position } from "../filters/localization.js";
import { randomField } from "../random.js";
import type { Time } from "../time.js";

/** [m] */
const WIDTH = 300e3;
/** In shares of the surface pressure [1]. */
const DEPTH = 0.12;
const [LOWEST, HIGHEST] = [1, 0.35];
/** Length of the perimeter on which one plume begins a day [m]. */
const REACH = 6000e3;
/** [s] */
const [SHORTEST, LONGEST] = [SECONDS_PER_DAY, 3 * SECONDS_PER_DAY];
/** Mean over its course of the fourth power of a sine. */
const MEAN_SINE = 3 / 8;
/** Numbers that the draws of one plume take. */
const DRAWS = 8;
/** Places of the perimeter among which expectations are taken. */
const SAMPLES = 300;

export interface Plumes {
  /** Those of a time. @returns their sum at a place of the perimeter and p / ps, of no unit */
  at(time: Time): (position: number, sigma: number) => number;
  /** Mean of the square of what `at` gives, over draws, places and layers. */
  readonly meanSquare: number;
}

interface Plume {
  readonly centre: number;
  readonly begin: Time;
  readonly duration: number;
  readonly sigma: number;
  readonly amplitude: number;
}

/**
 * @param places of the perimeter, around it side by side
 * @param layers p / ps of the layers' middles and their share of the mass
 * @param member of the draws' key
 */
export function createPlumes(
  places: readonly Position[],
  layers: readonly { readonly sigma: number; readonly share: number }[],
  seed: number,
  member: number,
): Plumes {
  const distance = (one: number, other: number): number => chordDistance(places[one], places[other], EARTH_RADIUS);
  const length = places.reduce((sum, _, i) => sum + (i === 0 ? 0 : Math.min(distance(i, i - 1), WIDTH)), 0);
  const aDay = Math.max(1, Math.round(length / REACH));
  const beginning = new Map<number, readonly Plume[]>();
  const ofDay = (day: number): readonly Plume[] => {
    let plumes = beginning.get(day);
    if (plumes === undefined) {
      const draws = randomField(seed, "structuredBoundary", member, day);
      plumes = Array.from({ length: aDay }, (_, k): Plume => {
        const uniform = (i: number): number => draws.uniform(DRAWS * k + i);
        return {
          centre: Math.floor(uniform(0) * places.length),
          begin: (day + uniform(1)) * SECONDS_PER_DAY,
          duration: SHORTEST + uniform(2) * (LONGEST - SHORTEST),
          sigma: HIGHEST + uniform(3) * (LOWEST - HIGHEST),
          amplitude: draws.normal(DRAWS * k + 4),
        };
      });
      for (const old of beginning.keys()) if (Math.abs(old - day) > 8) beginning.delete(old);
      beginning.set(day, plumes);
    }
    return plumes;
  };
  return {
    at(time) {
      const today = Math.floor(time / SECONDS_PER_DAY);
      const days = Math.ceil(LONGEST / SECONDS_PER_DAY);
      const present = Array.from({ length: days + 1 }, (_, before) => ofDay(today - before))
        .flat()
        .map((plume) => ({ ...plume, age: (time - plume.begin) / plume.duration }))
        .filter(({ age }) => age > 0 && age < 1);
      const along = present.map(({ centre, amplitude, age }) =>
        Float64Array.from(places, (_, position) => {
          return amplitude * Math.sin(Math.PI * age) ** 2 * bell(distance(position, centre) / WIDTH);
        }),
      );
      return (position, sigma) =>
        present.reduce((sum, plume, i) => sum + along[i][position] * bell((sigma - plume.sigma) / DEPTH), 0);
    },
    meanSquare:
      ((aDay * (SHORTEST + LONGEST)) / 2 / SECONDS_PER_DAY) *
      MEAN_SINE *
      meanSquareAlong(places) *
      meanSquareUp(layers),
  };
}

function bell(distance: number): number {
  return Math.exp(-0.5 * distance * distance);
}

/** Over places and centres. */
function meanSquareAlong(places: readonly Position[]): number {
  const step = Math.max(1, Math.floor(places.length / SAMPLES));
  const centres = places.filter((_, i) => i % step === 0);
  let sum = 0;
  for (const place of places) {
    for (const centre of centres) sum += bell(chordDistance(place, centre, EARTH_RADIUS) / WIDTH) ** 2;
  }
  return sum / (places.length * centres.length);
}

/** Over the mass of the column and heights of plumes. */
function meanSquareUp(layers: readonly { readonly sigma: number; readonly share: number }[]): number {
  let sum = 0;
  for (let i = 0; i < SAMPLES; i++) {
    const height = HIGHEST + ((i + 0.5) / SAMPLES) * (LOWEST - HIGHEST);
    for (const { sigma, share } of layers) sum += (share * bell((sigma - height) / DEPTH) ** 2) / SAMPLES;
  }
  return sum;
}
