/** What the guards take from a run: the day that has ended, and the observations that were to be assimilated. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ObservationResult } from "../../../src/assimilation/analysisStep.js";
import type { FluxEnsemble } from "../../../src/assimilation/fluxEnsembles/fluxEnsemble.js";
import { createWatch } from "../../../src/assimilation/guards/watch.js";
import { runTwoStepCycle, type TwoStepParts } from "../../../src/assimilation/twoStepCycle.js";
import { createEnsemble, laneLayout } from "../../../src/fields/ensemble.js";
import { unitVector } from "../../../src/grids/sphere.js";
import { type Kernels, loadKernels } from "../../../src/kernels/load.js";
import type { Fate } from "../../../src/observations/fate.js";
import { grid, HOUR, soundingAt, START } from "../world.js";

const DAY = 24 * HOUR;
const layout = laneLayout(4, ["control"]);
const PRIOR = 2e-6;

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(1);
});
afterAll(() => kernels.close());

/** Members of three days in turn; those of different days are uncorrelated. */
const PATTERNS = [
  [1, -1, 1, -1],
  [1, 1, -1, -1],
  [1, -1, -1, 1],
];
const dayOf = (time: number): number => Math.floor((time - START) / DAY);

/** An ensemble whose members are `spread` apart from zero, half of them on each side; the control is absurd. */
function watchOf(spread: number) {
  const asked: number[] = [];
  const ensemble = {
    name: "persistent",
    save: () => ({ first: START, newest: START, values: new Float32Array() }),
    naturalFlux(time: number, out: Float32Array) {
      asked.push((time - START) / HOUR);
      out.forEach((_, i) => (out[i] = [spread, -spread, spread, -spread][i % layout.lanes] ?? 1));
    },
    priorSpread: () => new Float64Array(grid.cells).fill(PRIOR),
  } as unknown as FluxEnsemble;
  return { watch: createWatch(grid, layout, kernels, ensemble), asked };
}

/** Four ppm from what the members expect, R = 1 ppm2, HPH = 0.25 ppm2. */
function result(fate: Fate): ObservationResult {
  const screened = soundingAt(START + DAY, fate);
  const values = new Float64Array(layout.lanes);
  return {
    simulated: { screened, position: unitVector(115, 34), values },
    value: 408e-6,
    error: 1e-6,
    backgroundMean: 400e-6,
    backgroundSpread: 9e-6,
    expected: { values, mean: 404e-6, spread: 0.5e-6 },
    control: Number.NaN,
    truth: Number.NaN,
    analysis: Number.NaN,
    analysisSpread: Number.NaN,
  };
}

const state = createEnsemble(layout, grid.cells, 4e-4, new Float32Array(grid.cells * layout.lanes));

describe("the watch of an analysis", () => {
  it("looks once a day at the 24 hours that have ended, and knows their spread in that of the prior", () => {
    // Members at +-s have the standard deviation s sqrt(4 / 3).
    const { watch, asked } = watchOf(0.2 * PRIOR * Math.sqrt(3 / 4));
    for (let hour = 0; hour < 24; hour++) watch.beginHour(START + DAY + hour * HOUR, state);
    expect(asked).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
    watch.observe(
      START + DAY,
      Array.from({ length: 100 }, () => result("assimilated")),
    );
    const said = watch.endDay(START + 2 * DAY);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ time: START + 2 * DAY, guard: "spread collapse" });
    // min(16 / 1.25, 3.5^2)
    expect(said[0].message).toContain("the last 100 departures are 12.3 times");
    expect(said[0].message).toContain("fluxes with 20 % of their prior spread");
  });

  it("says nothing of fluxes that keep their spread", () => {
    const { watch } = watchOf(0.5 * PRIOR);
    watch.beginHour(START + DAY, state);
    watch.observe(
      START + DAY,
      Array.from({ length: 100 }, () => result("assimilated")),
    );
    expect(watch.endDay(START + 2 * DAY)).toEqual([]);
  });

  it("compares the columns of each day of a window in two steps with the fluxes of the day before it", async () => {
    const ensemble = {
      name: "persistent",
      save: () => ({ first: START - DAY, newest: START - DAY, values: new Float32Array() }),
      naturalFlux(time: number, out: Float32Array) {
        const day = dayOf(time) + 1;
        // Members at +-s have the standard deviation s sqrt(4 / 3).
        const size = (0.1 + 0.03 * day) * PRIOR * Math.sqrt(3 / 4);
        out.forEach((_, i) => (out[i] = size * (PATTERNS[day % 3][i % layout.lanes] ?? 0)));
      },
      priorSpread: () => new Float64Array(grid.cells).fill(PRIOR),
    } as unknown as FluxEnsemble;
    const watch = createWatch(grid, layout, kernels, ensemble);
    const said: string[][] = [];
    const parts = {
      windowDays: 3,
      transport: { state, airMass: Float64Array.of(1), begin() {}, advance() {} },
      forcing: () => ({ flow: {} }),
      observations: { before() {}, at: () => [] },
      setBoundary() {},
      emit: (time: number) => watch.beginHour(time, state),
      emitAgain() {},
      compare(next: number) {
        const day = dayOf(next - HOUR);
        const { simulated, ...rest } = result("assimilated");
        const values = Float64Array.from({ length: layout.lanes }, (_, lane) => PATTERNS[day % 3][lane] ?? 0);
        return Array.from({ length: 5 }, () => ({ ...rest, simulated: { ...simulated, values } }));
      },
      analyseWindow: (_end: number, _days: number, hours: readonly unknown[]) => hours.map(() => []),
      simulatedAgain() {},
      review() {},
      pause() {},
    } as unknown as TwoStepParts;
    await runTwoStepCycle(parts, START, START + 5 * DAY, [
      {
        hour: ({ time, results }) => watch.observe(time, results),
        endDay: (end) => void said.push(watch.endDay(end).map(({ message }) => message)),
      },
    ]);
    const { signs } = watch.save();
    expect(signs.map(({ day, count }) => [dayOf(day), count])).toEqual([0, 1, 2, 3, 4].map((day) => [day, 120]));
    for (const { count, sum } of signs) expect(sum / count).toBeCloseTo(1, 6);
    expect(said.map(([message]) => /fluxes with (\d+) %/.exec(message)?.[1])).toEqual(["10", "13", "16", "19", "22"]);
  });

  it("counts the observations that were to be assimilated, with what the members expect of them", () => {
    const { watch } = watchOf(PRIOR);
    watch.observe(START, (["assimilated", "gross_check", "validation", "thinned"] as const).map(result));
    const { departures } = watch.save();
    expect(departures).toHaveLength(2);
    for (const { squared, background, error } of departures) {
      expect(squared / 16e-12).toBeCloseTo(1, 9);
      expect(background / 0.25e-12).toBeCloseTo(1, 9);
      expect(error / 1e-12).toBeCloseTo(1, 9);
    }
  });
});
