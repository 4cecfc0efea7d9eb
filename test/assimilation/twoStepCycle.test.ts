import { describe, expect, it } from "vitest";
import type { ObservationResult } from "../../src/assimilation/analysisStep.js";
import type { SimulatedObservation } from "../../src/assimilation/observationSchedule.js";
import { runTwoStepCycle, type TwoStepParts } from "../../src/assimilation/twoStepCycle.js";
import type { AnalysisDiagnostic } from "../../src/filters/analyser.js";
import type { HourlyForcing } from "../../src/transport/hourlyForcing.js";
import type { TransportModel } from "../../src/transport/transportModel.js";
import { createEnsemble, laneLayout } from "../../src/fields/ensemble.js";
import { HOUR, START } from "./world.js";

const DAY = 24 * HOUR;

/**
 * A model of one number: each hour adds the flux of its day, 1 before an analysis of the day and 0.5 after it. A
 * "observation" is the state at the end of an hour; the air is 7, 8, 9, ... by the hour.
 */
function world(windowDays: number) {
  const log: string[] = [];
  const state = createEnsemble(laneLayout(4), 1, 0, new Float32Array(4));
  const air = new Float64Array(1);
  const flux = new Map<number, number>();
  let emission = 0;
  const dayOf = (time: number): number => Math.floor((time - START) / DAY);
  const hourOf = (time: number): number => (time - START) / HOUR;
  const parts: Omit<TwoStepParts, "pause"> = {
    windowDays,
    transport: {
      state,
      airMass: air,
      begin(mass: Float64Array) {
        air.set(mass);
        log.push(`begin at ${state.data[0]} with air ${mass[0]}`);
      },
      advance: ({ time }: { time: number }) => {
        state.data.fill(state.data[0] + emission);
        air[0] = 8 + hourOf(time);
      },
    } as unknown as TransportModel,
    forcing: (time) =>
      ({ flow: { time, airMass: Float64Array.of(7 + hourOf(time)) }, exchange: new Float64Array() }) as HourlyForcing,
    observations: {
      before() {},
      at: () => [{ values: Float64Array.from(state.data) } as unknown as SimulatedObservation],
    },
    setBoundary() {},
    emit(time) {
      if (!flux.has(dayOf(time))) flux.set(dayOf(time), 1);
      emission = flux.get(dayOf(time)) ?? Number.NaN;
    },
    emitAgain(time) {
      emission = flux.get(dayOf(time)) ?? Number.NaN;
    },
    compare: (_, [simulated]) => [{ simulated, analysis: Number.NaN } as ObservationResult],
    analyseWindow(end, days, hours) {
      log.push(`analyse ${days} days before ${hourOf(end)}, ${hours.length} hours`);
      for (let day = dayOf(end) - days; day < dayOf(end); day++) flux.set(day, 0.5);
      return hours.map((_, i) => [{ id: `${i}` } as AnalysisDiagnostic]);
    },
    simulatedAgain([result], [after]) {
      result.analysis = after.values[0];
    },
    review() {},
  };
  return { parts, log, state };
}

async function run(windowDays: number, days: number) {
  const { parts, log, state } = world(windowDays);
  const backgrounds: number[] = [];
  const analyses: number[] = [];
  const ids: string[] = [];
  let pauses = 0;
  const pause = (): void => void pauses++;
  await runTwoStepCycle({ ...parts, pause }, START, START + days * DAY, [
    {
      hour({ time, results: [result], diagnostics: [diagnostic] }) {
        expect((time - START) / HOUR).toBe(backgrounds.length);
        backgrounds.push(result.simulated.values[0]);
        analyses.push(result.analysis);
        ids.push(diagnostic.id);
      },
    },
  ]);
  return { log, state, backgrounds, analyses, ids, pauses };
}

describe("the cycle in two steps", () => {
  it("goes back to the start of each window, its air included, with the fluxes that its analysis gave", async () => {
    const { log } = await run(1, 2);
    expect(log).toEqual([
      "analyse 1 days before 24, 24 hours",
      "begin at 0 with air 7",
      "analyse 1 days before 48, 24 hours",
      "begin at 12 with air 31",
    ]);
  });

  it("records each hour once: its background of the first forecast, its analysis of the second", async () => {
    const { backgrounds, analyses, ids, pauses, state } = await run(2, 4);
    expect(backgrounds).toHaveLength(96);
    expect([backgrounds[0], backgrounds[47], backgrounds[48], backgrounds[95]]).toEqual([1, 48, 25, 72]);
    analyses.forEach((value, hour) => expect(value).toBe((hour + 1) / 2));
    expect(ids.slice(46, 50)).toEqual(["46", "47", "0", "1"]);
    expect(pauses).toBe(96);
    expect(state.data[0]).toBe(48);
  });

  it("takes a shorter window at the end", async () => {
    const { log } = await run(3, 4);
    expect(log.filter((line) => line.startsWith("analyse"))).toEqual([
      "analyse 3 days before 72, 72 hours",
      "analyse 1 days before 96, 24 hours",
    ]);
  });
});
