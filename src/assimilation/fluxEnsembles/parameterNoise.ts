/**
 * How wrong flux parameters are in space and time: a sum of scales, each a smooth Gaussian field with a correlation length,
 * a memory and a share of the variance. Errors of many sizes are in a prior: of a climate and of single biomes, of years and
 * of days; one length alone leaves an ensemble without variance below it, too sure of provinces.
 * Scales of one memory are forecast and analysed alike, so the state holds their sum: one component for each memory.
 */
import { type CorrelatedGrid, createCorrelation } from "../../fields/correlatedNoise.js";
import { randomField } from "../../random.js";

export interface ErrorScale {
  /** Gaussian correlation length [km]. */
  readonly correlationKm: number;
  /** Days in which a correction decays by a factor e. */
  readonly memoryDays: number;
  /** Of the variance, over the sum of all shares [1]. */
  readonly share: number;
}

/** By default: docs/method.md says how they were found. */
export const USUAL_SCALES: readonly ErrorScale[] = [
  { correlationKm: 700, memoryDays: 120, share: 0.18 },
  { correlationKm: 250, memoryDays: 120, share: 0.82 },
];

/** A component of the parameters. */
export interface ParameterNoise {
  readonly memoryDays: number;
  /** A smooth field, [cell], independent for every member and step. */
  readonly draw: (member: number, step: number) => Float64Array;
}

/** Steps of one scale are below it: three a day reach the year 2880. */
const STEPS_OF_SCALE = 1_000_000;

/**
 * @param scales at least one
 * @param remembered steps whose fields are kept, for ensembles of the same noise to draw them once
 */
export function parameterNoise(
  grid: CorrelatedGrid,
  scales: readonly ErrorScale[],
  seed: number,
  remembered: number,
): ParameterNoise[] {
  const total = scales.reduce((sum, { share }) => sum + share, 0);
  const drawn = scales.map(({ correlationKm, memoryDays, share }, index) => {
    const correlation = createCorrelation(grid, 1000 * correlationKm);
    const amplitude = Math.sqrt(share / total);
    return {
      memoryDays,
      draw: (member: number, step: number): Float64Array =>
        correlation
          .sample(randomField(seed, "fluxParameter", member, index * STEPS_OF_SCALE + step))
          .map((value) => amplitude * value),
    };
  });
  return [...new Set(scales.map(({ memoryDays }) => memoryDays))].map((memoryDays) => {
    const own = drawn.filter((scale) => scale.memoryDays === memoryDays);
    const draw = (member: number, step: number): Float64Array =>
      own
        .map((scale) => scale.draw(member, step))
        .reduce((sum, field) => sum.map((value, cell) => value + field[cell]));
    return { memoryDays, draw: rememberedDraw(remembered, draw) };
  });
}

/** Keeps the fields of the newest steps. */
function rememberedDraw(steps: number, draw: ParameterNoise["draw"]): ParameterNoise["draw"] {
  const known = new Map<number, Float64Array[]>();
  return (member, step) => {
    let fields = known.get(step);
    if (fields === undefined) {
      fields = [];
      known.set(step, fields);
      for (const old of known.keys()) if (known.size > steps) known.delete(old);
    }
    return (fields[member] ??= draw(member, step));
  };
}
