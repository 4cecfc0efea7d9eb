import { describe, expect, it } from "vitest";
import { scheduleObservations } from "../../src/assimilation/observationSchedule.js";
import { unitVector } from "../../src/grids/sphere.js";
import type { TimeInterpolation } from "../../src/observations/timeWeights.js";
import {
  columnOf,
  grid,
  HOUR,
  layout,
  setUniform,
  soundingAt,
  START,
  surfacePressure,
  uniformState,
  vertical,
} from "./world.js";

const schedule = (times: readonly number[], interpolation: TimeInterpolation) =>
  scheduleObservations(
    times.map((time) => soundingAt(time)),
    grid,
    vertical,
    { time: interpolation, column: "levels" },
    START,
  );
const T = START + 5 * HOUR;
const early = [4.0e-4, 4.01e-4, 4.02e-4, 4.04e-4];
const late = [4.1e-4, 4.05e-4, 4.0e-4, 4.02e-4];

/** Passes the hour from T to T + 1 h and returns the columns at its end. */
function pass(time: number, interpolation: TimeInterpolation): number[] {
  const observations = schedule([time], interpolation);
  const state = uniformState(early);
  expect(observations.at(T, state, surfacePressure)).toEqual([]);
  observations.before(T, state, surfacePressure);
  setUniform(state, late);
  const found = observations.at(T + HOUR, state, surfacePressure);
  expect(found).toHaveLength(1);
  return Array.from(found[0].values);
}

/** Of anomalies of 10 ppm in float32. */
const ROUND_OFF = 5e-12;

/** Of all lanes but the truth's, which is seen by an operator of its own [mol mol-1]. */
function largestError(columns: ArrayLike<number>, expected: (lane: number) => number): number {
  const errors = Array.from(columns, (column, lane) => Math.abs(column - expected(lane)));
  return Math.max(...errors.filter((_, lane) => lane !== layout.truth));
}

describe("a column", () => {
  it("knows how far its ground is from the model's", () => {
    const state = uniformState(early);
    const observations = schedule([T], "nearest");
    const [found] = observations.at(T, state, surfacePressure);
    const { pressure } = soundingAt(T).observation as { pressure: Float64Array };
    expect(found.groundDifference).toBeCloseTo(pressure[pressure.length - 1] - surfacePressure[0], 6);
  });
});

describe("an observation between two hours", () => {
  it.each([0.25, 0.5, 0.999])("at %d of the hour is linear in time, for every lane of the model", (share) => {
    expect(
      largestError(
        pass(T + share * HOUR, "linear"),
        (lane) => (1 - share) * columnOf(early[lane]) + share * columnOf(late[lane]),
      ),
    ).toBeLessThan(ROUND_OFF);
  });

  it("takes the later hour alone from half past on where the nearest is asked for", () => {
    expect(largestError(pass(T + 1800, "nearest"), (lane) => columnOf(late[lane]))).toBeLessThan(ROUND_OFF);
  });

  it("may be asked again after the analysis, which moves its later part alone", () => {
    const observations = schedule([T + 900], "linear");
    const state = uniformState(early);
    observations.before(T, state, surfacePressure);
    setUniform(state, late);
    const background = observations.at(T + HOUR, state, surfacePressure)[0];
    const kept = Array.from(background.values);
    const analysed = late.map((value) => value - 2e-6);
    setUniform(state, analysed);
    const analysis = observations.at(T + HOUR, state, surfacePressure)[0];
    expect(
      largestError(
        Array.from(analysis.values),
        (lane) => 0.75 * columnOf(early[lane]) + 0.25 * columnOf(analysed[lane]),
      ),
    ).toBeLessThan(ROUND_OFF);
    expect(Array.from(background.values)).toEqual(kept);
    expect(analysis.screened).toBe(background.screened);
  });

  it("stands where it is", () => {
    const observations = schedule([T + 900], "linear");
    const state = uniformState(early);
    observations.before(T, state, surfacePressure);
    expect(observations.at(T + HOUR, state, surfacePressure)[0].position).toEqual(unitVector(115, 34));
  });
});

describe("an observation that one hour alone stands for", () => {
  it.each([
    ["exactly on the hour", T, "linear"],
    ["exactly on the hour", T, "nearest"],
    ["before half past", T + 1799, "nearest"],
  ] as const)("%s is compared at that hour (%#)", (_, time, interpolation) => {
    const observations = schedule([time], interpolation);
    const state = uniformState(early);
    const found = observations.at(T, state, surfacePressure);
    expect(found).toHaveLength(1);
    expect(largestError(found[0].values, (lane) => columnOf(early[lane]))).toBeLessThan(ROUND_OFF);
    observations.before(T, state, surfacePressure);
    setUniform(state, late);
    expect(observations.at(T + HOUR, state, surfacePressure)).toEqual([]);
  });

  it.each([
    ["exactly on the first hour of the run", START, "linear"],
    ["before the first half past of the run", START + 1000, "nearest"],
  ] as const)("%s waits for the first forecast, an hour later", (_, time, interpolation) => {
    const observations = schedule([time], interpolation);
    const state = uniformState(early);
    observations.before(START, state, surfacePressure);
    setUniform(state, late);
    const found = observations.at(START + HOUR, state, surfacePressure);
    expect(found).toHaveLength(1);
    expect(largestError(found[0].values, (lane) => columnOf(late[lane]))).toBeLessThan(ROUND_OFF);
  });
});
