import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ObservationResult } from "../../src/assimilation/analysisStep.js";
import { type CycleParts, runCycle } from "../../src/assimilation/cycle.js";
import { scheduleObservations, type SimulatedObservation } from "../../src/assimilation/observationSchedule.js";
import type { AnalysisDiagnostic } from "../../src/filters/analyser.js";
import type { HourlyForcing } from "../../src/transport/hourlyForcing.js";
import type { TransportModel } from "../../src/transport/transportModel.js";
import {
  columnOf,
  grid,
  HOUR,
  setUniform,
  soundingAt,
  START,
  surfacePressure,
  uniformState,
  vertical,
} from "./world.js";

const hours = (time: number): string => `${(time - START) / HOUR}`;

/** A cycle of fakes that writes down what is called. */
function fakes(log: string[]): CycleParts {
  const state = uniformState([4e-4, 4e-4, 4e-4, 4e-4]);
  const screened = { values: new Float64Array(4) } as SimulatedObservation;
  const pressures = (time: number) => Float64Array.of((time - START) / HOUR);
  const transport = {
    state,
    advance: (flow: { time: number }) => log.push(`advance ${hours(flow.time)}`),
  } as unknown as TransportModel;
  return {
    transport,
    forcing: (time) => {
      log.push(`forcing ${hours(time)}`);
      return {
        flow: { time },
        exchange: new Float64Array(0),
        surfacePressure: pressures(time),
        surfacePressureEnd: pressures(time + HOUR),
      } as HourlyForcing;
    },
    observations: {
      before: (time, given, pressure) => log.push(`before ${hours(time)} ${given === state} ps ${pressure[0]}`),
      at: (time, given, pressure) => {
        log.push(`at ${hours(time)} ${given === state} ps ${pressure[0]}`);
        return [screened];
      },
    },
    setBoundary: (time, pressure) => log.push(`boundary ${hours(time)} ps ${pressure[0]}`),
    emit: async (time) => {
      await Promise.resolve();
      log.push(`emit ${hours(time)}`);
    },
    compare: (time, simulated) => {
      log.push(`compare ${hours(time)} ${simulated[0] === screened}`);
      return [{ simulated: screened } as ObservationResult];
    },
    analyse: (time, results) => {
      log.push(`analyse ${hours(time)} ${results.length}`);
      return [{ id: hours(time) } as AnalysisDiagnostic];
    },
    review: (results) => void log.push(`review ${results.length}`),
  };
}

describe("the cycle", () => {
  it("forecasts, observes, analyses and records, hour by hour", async () => {
    const log: string[] = [];
    await runCycle(fakes(log), START, START + 2 * HOUR, [
      {
        async hour({ time, surfacePressure: pressure, results, diagnostics }) {
          await Promise.resolve();
          log.push(`record ${hours(time)} ps ${pressure[0]} ${results.length} ${diagnostics[0].id}`);
        },
      },
    ]);
    const hour = (start: number): string[] => [
      `forcing ${start}`,
      `before ${start} true ps ${start}`,
      `emit ${start}`,
      `boundary ${start} ps ${start}`,
      `advance ${start}`,
      `at ${start + 1} true ps ${start + 1}`,
      `compare ${start + 1} true`,
      `analyse ${start + 1} 1`,
      "review 1",
      `record ${start} ps ${start + 1} 1 ${start + 1}`,
    ];
    expect(log).toEqual([...hour(0), ...hour(1)]);
  });

  it("does nothing in a period without an hour", async () => {
    const log: string[] = [];
    await runCycle(fakes(log), START, START, [{ hour: () => expect.fail("an hour was recorded") }]);
    expect(log).toEqual([]);
  });

  it("compares every observation of the period exactly once, with the model's column at its time", async () => {
    const second = fc.integer({ min: 0, max: 4 * HOUR - 1 });
    const moment = fc.oneof(second, fc.constantFrom(0, 1, 1799, 1800, HOUR, 2 * HOUR, 4 * HOUR - 1));
    const mode = fc.constantFrom("linear" as const, "nearest" as const);
    /** The mole fraction grows by 1 ppm an hour. */
    const moleFraction = (seconds: number): number => 4e-4 + (1e-6 * seconds) / HOUR;
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 8 }), mode, async (seconds, interpolation) => {
        const observations = seconds.map((after) => soundingAt(START + after));
        const parts = fakes([]);
        const { state } = parts.transport;
        const transport = {
          state,
          advance: ({ time }: { time: number }) =>
            setUniform(
              state,
              Array.from({ length: 4 }, () => moleFraction(time + HOUR - START)),
            ),
        } as unknown as TransportModel;
        const compared = new Map<unknown, number[]>();
        const cycle: CycleParts = {
          ...parts,
          transport,
          forcing: async (time) => ({
            ...(await parts.forcing(time)),
            surfacePressure,
            surfacePressureEnd: surfacePressure,
          }),
          observations: scheduleObservations(
            observations,
            grid,
            vertical,
            { time: interpolation, column: "levels" },
            START,
          ),
          compare: (_, simulated) => {
            for (const { screened, values } of simulated) {
              compared.set(screened, [...(compared.get(screened) ?? []), values[0]]);
            }
            return [];
          },
          analyse: () => [],
        };
        await runCycle(cycle, START, START + 4 * HOUR, []);
        observations.forEach((screened, i) => {
          const exact = seconds[i];
          const time = interpolation === "linear" ? exact : Math.floor(exact / HOUR + 0.5) * HOUR;
          const columns = compared.get(screened);
          expect(columns).toHaveLength(1);
          // the very start has no forecast: the first one stands for it
          expect(columns?.[0]).toBeCloseTo(columnOf(moleFraction(time === 0 ? HOUR : time)), 10);
        });
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});
