/**
 * Weather that is wrong by drawn errors, for the model of a twin experiment whose truth has the weather as its source
 * gives it. Air and winds at t are the source's at t + delta(t): one erroneous time line for winds, pressure, humidity
 * and layer masses, so that the tendency of the air goes with its divergence. Winds are multiplied by 1 + epsilon(t) and err
 * besides by a field that varies in space and time (windErrors.ts).
 * The boundary layer and a source's own updrafts keep their time of day; the layer's height is multiplied by 1 + eta.
 * delta is Gaussian with a correlation of 3 days; half of the variance of epsilon and of eta is one constant, the other
 * half changes over 3 days, that of eta over 1000 km besides. Towards the ends of a source's coverage delta goes to 0.
 */
import { createCorrelation } from "../fields/correlatedNoise.js";
import { createEvolvingField, type EvolvingField } from "../fields/evolvingField.js";
import type { Grid } from "../grids/grid.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { type RandomField, randomField } from "../random.js";
import type { Time } from "../time.js";
import type { MeteorologySource } from "./meteorology.js";
import { windErrors } from "./windErrors.js";

/** Correlation of the errors in time [s] and of the boundary layer's in space [m]. */
const DURATION = 3 * SECONDS_PER_DAY;
const LENGTH = 1000e3;
/** The error of the time fades within this many of its standard deviations of the coverage's ends. */
const FADING = 8;
const LEAST_FACTOR = 0.2;
type DrawnError = "phase" | "strength" | "strengthInTime" | "height" | "heightField" | "low" | "high";
/** Each error draws for a "member" of its own. */
const DRAWS = {
  phase: 0,
  strength: 1,
  strengthInTime: 2,
  height: 3,
  heightField: 4,
  low: 5,
  high: 6,
} as const satisfies Readonly<Record<DrawnError, number>>;

/** Standard deviations of the errors. */
export interface WeatherErrors {
  readonly seed: number;
  /** delta [s] */
  readonly phase: number;
  /** epsilon [1] */
  readonly strength: number;
  /** Of each component of the wind, varying in space and time [m s-1]. */
  readonly wind: number;
  /** eta [1] */
  readonly boundaryLayer: number;
}

export interface ErroneousWeather extends MeteorologySource {
  /** The time whose air and winds stand for those of `time`: t + delta(t). */
  shiftedTime(time: Time): Time;
  /** 1 + epsilon. */
  windFactor(time: Time): number;
  /** 1 + eta, [row][column]; the next call overwrites it. */
  heightFactor(time: Time): Float64Array;
}

/** @param source closed with what is made of it */
export function erroneousWeather(
  source: MeteorologySource,
  grid: Grid,
  { seed, phase, strength, wind, boundaryLayer }: WeatherErrors,
): ErroneousWeather {
  const draw = (kind: DrawnError, node = 0) => randomField(seed, "weatherError", DRAWS[kind], node);
  const series = (kind: DrawnError): ((time: Time) => number) => {
    const evolving = createEvolvingField(1, DURATION, (node) => Float64Array.of(draw(kind, node).normal(0)));
    return (time) => evolving(time)[0];
  };
  const delta = series("phase");
  const windInTime = series("strengthInTime");
  const constantWind = draw("strength").normal(0);
  const constantHeight = draw("height").normal(0);
  const heightField = boundaryLayer === 0 ? undefined : heightErrors(grid, (node) => draw("heightField", node));
  const withWindErrors = windErrors(grid, wind, (field, node) => draw(field, node));
  const heights = new Float64Array(grid.cells);
  const { start: earliest, end: latest } = source.coverage;

  const shiftedTime = (time: Time): Time => {
    if (phase === 0) return time;
    const fading = FADING * phase;
    const share = smoothStep((time - earliest) / fading) * smoothStep((latest - time) / fading);
    return Math.min(Math.max(time + share * phase * delta(time), earliest), latest);
  };
  const windFactor = (time: Time): number =>
    strength === 0 ? 1 : Math.max(LEAST_FACTOR, 1 + strength * Math.SQRT1_2 * (constantWind + windInTime(time)));
  const heightFactor = (time: Time): Float64Array => {
    if (heightField === undefined) return heights.fill(1);
    const field = heightField(time);
    const scale = boundaryLayer * Math.SQRT1_2;
    for (let c = 0; c < heights.length; c++) {
      heights[c] = Math.max(LEAST_FACTOR, 1 + scale * (constantHeight + field[c]));
    }
    return heights;
  };

  return {
    title: `${source.title}, with drawn errors`,
    remarks: source.remarks,
    coverage: source.coverage,
    files: source.files,
    urbanFraction: source.urbanFraction,
    check(start, end) {
      source.check(start, end);
      let [first, last] = [start, end];
      for (let time = start; time <= end; time += SECONDS_PER_HOUR / 2) {
        const shifted = shiftedTime(time);
        first = Math.min(first, shifted);
        last = Math.max(last, shifted);
      }
      source.check(first, last);
    },
    at(time) {
      const shifted = shiftedTime(time);
      const dynamics = source.at(shifted);
      const now = shifted === time ? dynamics : (source.mixingAt?.(time) ?? source.at(time));
      const height = heightFactor(time);
      return {
        ...dynamics,
        time,
        ...withWindErrors(dynamics, windFactor(time), time),
        boundaryLayerHeight: now.boundaryLayerHeight.map((value, cell) => height[cell] * value),
        frictionVelocity: now.frictionVelocity,
        inverseObukhovLength: now.inverseObukhovLength,
        ...(now.updraftMassFlux && { updraftMassFlux: now.updraftMassFlux }),
      };
    },
    airAt: (time) => ({ ...source.airAt(shiftedTime(time)), time }),
    shiftedTime,
    windFactor,
    heightFactor,
    close: () => source.close(),
  };
}

function heightErrors(grid: Grid, draw: (node: number) => RandomField): EvolvingField {
  const correlation = createCorrelation(grid, LENGTH);
  return createEvolvingField(grid.cells, DURATION, (node) => correlation.sample(draw(node)));
}

/** 0 up to 0, 1 from 1 on, without a kink. */
function smoothStep(x: number): number {
  const bounded = Math.min(1, Math.max(0, x));
  return bounded * bounded * (3 - 2 * bounded);
}
