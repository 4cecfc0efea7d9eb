/**
 * Columns whose errors are correlated with those of their neighbours, for a filter that takes errors as independent.
 * Neighbours are columns to be assimilated less than an hour apart, at a great-circle distance d, with L the length:
 *
 *     thin       of those within L of each other the one of least stated uncertainty stays
 *     inflate    R_i <- R_i (1 + sum_j exp(-d_ij / L)), so that n observations in one place weigh as one
 *
 * `inflate` is the diagonal that gives, for the mean of n alike observations with correlations exp(-d/L), its true variance.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { greatCircleDistance, unitVector, type Vector } from "../grids/sphere.js";
import type { Time } from "../time.js";
import { become, type ScreenedObservation, shareErrors } from "./screenedObservation.js";

export const neighbourTreatments = ["thin", "inflate"] as const;

export interface CorrelatedNeighbours {
  /** L [m]. */
  readonly length: number;
  readonly treatment: (typeof neighbourTreatments)[number];
}

interface Candidate {
  readonly screened: ScreenedObservation;
  readonly time: Time;
  readonly place: Vector;
}

/** Thins or sets error factors among the columns that are to be assimilated. */
export function treatNeighbours(
  observations: readonly ScreenedObservation[],
  { length, treatment }: CorrelatedNeighbours,
): void {
  const candidates = observations
    .filter(({ fate, observation }) => fate === "assimilated" && observation.kind === "column")
    .map((screened): Candidate => {
      const { time, longitude, latitude } = screened.observation;
      return { screened, time, place: unitVector(longitude, latitude) };
    })
    .sort((a, b) => a.time - b.time);
  switch (treatment) {
    case "thin":
      return thin(candidates, length);
    case "inflate":
      return inflate(candidates, length);
  }
}

/** The best first; of equal ones the earlier. */
function thin(candidates: readonly Candidate[], length: number): void {
  const order = Array.from(candidates.keys()).sort(
    (a, b) => candidates[a].screened.observation.uncertainty - candidates[b].screened.observation.uncertainty || a - b,
  );
  for (const i of order) {
    if (candidates[i].screened.fate === "thinned") continue;
    forNeighbours(candidates, i, ({ screened }, distance) => {
      if (distance < length) become(screened, "thinned");
    });
  }
}

function inflate(candidates: readonly Candidate[], length: number): void {
  candidates.forEach(({ screened }, i) => {
    let factor = 1;
    forNeighbours(candidates, i, (_, distance) => {
      factor += Math.exp(-distance / length);
    });
    shareErrors(screened, factor);
  });
}

/** @param candidates in order of time @param visit gets the distance [m] */
function forNeighbours(
  candidates: readonly Candidate[],
  i: number,
  visit: (neighbour: Candidate, distance: number) => void,
): void {
  const { time, place } = candidates[i];
  for (const step of [-1, 1]) {
    for (let j = i + step; j >= 0 && j < candidates.length; j += step) {
      if (Math.abs(candidates[j].time - time) >= SECONDS_PER_HOUR) break;
      visit(candidates[j], greatCircleDistance(place, candidates[j].place));
    }
  }
}
