/**
 * Samples of surface sites whose errors are correlated over hours and between sites near each other, for a filter that takes
 * errors as independent. With d the great-circle distance and dt the time between two samples that are to be assimilated,
 *
 *     R_i <- R_i sum_j c_ij,     c_ij = exp(-|dt_ij| / tau - d_ij / L),     c_ii = 1
 *
 * which is the diagonal that gives the mean of n alike samples with these correlations its true variance: the four hours of an
 * afternoon weigh about as one. Correlations below 0.05 are left out.
 */
import { greatCircleDistance, unitVector, type Vector } from "../grids/sphere.js";
import type { Time } from "../time.js";
import { type ScreenedObservation, shareErrors } from "./screenedObservation.js";

export interface CorrelatedSites {
  /** tau [s] */
  readonly duration: number;
  /** L [m] */
  readonly length: number;
}

/** -ln of the least correlation that counts. */
const REACH = 3;

interface Sample {
  readonly screened: ScreenedObservation;
  readonly time: Time;
  readonly place: Vector;
}

/** Sets the error factors of the samples that are to be assimilated. */
export function inflateSites(
  observations: readonly ScreenedObservation[],
  { duration, length }: CorrelatedSites,
): void {
  const samples = observations
    .filter(({ fate, observation }) => fate === "assimilated" && observation.kind === "point")
    .map((screened): Sample => {
      const { time, longitude, latitude } = screened.observation;
      return { screened, time, place: unitVector(longitude, latitude) };
    })
    .sort((a, b) => a.time - b.time);
  const factors = new Float64Array(samples.length).fill(1);
  samples.forEach((sample, i) => {
    for (let j = i + 1; j < samples.length; j++) {
      const after = (samples[j].time - sample.time) / duration;
      if (after > REACH) break;
      const away = after + greatCircleDistance(sample.place, samples[j].place) / length;
      if (away > REACH) continue;
      factors[i] += Math.exp(-away);
      factors[j] += Math.exp(-away);
    }
  });
  samples.forEach(({ screened }, i) => shareErrors(screened, factors[i]));
}
