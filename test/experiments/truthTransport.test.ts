/** The truth of a twin that is carried otherwise than the model that assimilates: on its own cells and layers. */
import { describe, expect, it } from "vitest";
import { resumeAll } from "../../src/assimilation/saveable.js";
import { SECONDS_PER_HOUR } from "../../src/constants.js";
import { createTruthStore } from "../../src/experiments/recording/truthStore.js";
import { forcingOrder, openForcing } from "../../src/experiments/setup/forcing.js";
import { createEstimates } from "../../src/experiments/setup/estimates.js";
import { imposedFluxes } from "../../src/experiments/setup/imposedFluxes.js";
import type { TwinInputs } from "../../src/experiments/setup/inputs.js";
import { forcingOf } from "../../src/experiments/setup/model.js";
import { screenedObservations } from "../../src/experiments/setup/observations.js";
import { trueParameters } from "../../src/experiments/setup/trueParameters.js";
import { createTruth } from "../../src/experiments/solvers/truth.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import {
  copyOf,
  gatherSmall,
  gridOf,
  kernelsForTest,
  recordersOf,
  savedBy,
  sixLayers,
  truthOf,
} from "./smallAnalysis.js";

const DAY = 86400;
const OTHERWISE =
  "{ mixing: acm2, deepConvection: bulk, refine: 2, vertical: { sigma: [1, 0.98, 0.94, 0.88, 0.8, 0.65, 0.5, 0.3, 0.1, 0], topHPa: 50 } }";
const SMOOTH = "{ windPhaseHours: 0, windStrength: 0, windField: 0, boundaryLayer: 0, boundaryPpm: 0.8 }";

const gather = (transport: string, errors = SMOOTH): Promise<TwinInputs> =>
  gatherSmall(`seed: 4
period: { start: 2016-07-01, end: 2016-07-03 }
${gridOf(16, 14, 300)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic, network: [gosat, towers] }
ensemble: { members: 4, lagDays: 1 }
filter: { estimate: { boundaryOffset: { ppm: 0.5 } } }
twin: { transport: ${transport}, errors: ${errors} }
`);

describe("a truth with transport of its own", () => {
  it("emits what the fluxes of the model's cells are, and closes its budget", async () => {
    const inputs = await gather(OTHERWISE);
    expect(inputs.truthRun.kind).toBe("apart");
    const { grid, vertical } = inputs.truthWorld;
    expect([grid.columns, grid.rows, vertical.levels]).toEqual([32, 28, 9]);
    const recorders = recordersOf(inputs);
    const values = await truthOf(inputs, { recorders });
    expect(values.size).toBeGreaterThan(50);
    for (const value of values.values()) expect(value).toBeGreaterThan(350e-6);
    const { emission, residual, end, increment } = recorders.budgets.summary().truth;
    const { truth } = imposedFluxes(inputs);
    let expected = 0;
    for (let time = inputs.plan.period.start; time < inputs.plan.period.end; time += SECONDS_PER_HOUR) {
      const [natural, imposed] = [truth!.natural(time), truth!.imposed(time)];
      inputs.grid.area.forEach((area, cell) => {
        expected += SECONDS_PER_HOUR * area * (natural[cell] + imposed[cell]);
      });
    }
    // float32 fluxes
    expect(Math.abs(emission / expected - 1)).toBeLessThan(1e-6);
    expect(Math.abs(residual / end)).toBeLessThan(1e-9);
    expect(increment).toBe(0);
  });

  it("is near the one that the model carries, and not the same, for each of its ways", async () => {
    const model = await truthOf(await gather("{}"));
    const differences = async (transport: string): Promise<number[]> => {
      const own = await truthOf(await gather(transport));
      // Both lists are in order of time.
      return [...model.values()].map((value, i) => 1e6 * Math.abs([...own.values()][i] - value));
    };
    for (const transport of ["{ refine: 2 }", "{ mixing: acm2 }", "{ timeStepMinutes: 10 }"]) {
      const found = (await differences(transport)).sort((a, b) => a - b);
      expect(found[found.length - 1]).toBeGreaterThan(0.001);
      expect(found[Math.floor(found.length / 2)]).toBeLessThan(1.5);
    }
  });

  it.each([SMOOTH, SMOOTH.replace("}", ", boundaryForm: structured }")])(
    "has nearly the same boundary on finer cells: %s",
    async (errors) => {
      const offsets = async (transport: string): Promise<number[]> => {
        const inputs = await gather(transport, errors);
        const truths = trueParameters(inputs, createEstimates(inputs, laneLayout(4)));
        return [...truths.get("boundary_offset")!(inputs.plan.period.start + DAY)].map((value) => 1e6 * value);
      };
      const [coarse, fine] = [await offsets("{}"), await offsets("{ refine: 2 }")];
      expect(Math.max(...coarse.map(Math.abs))).toBeGreaterThan(0.1);
      coarse.forEach((offset, side) => expect(Math.abs(fine[side] - offset)).toBeLessThan(0.06));
    },
  );

  it("goes on from its saved state, bit for bit as if it had never stopped", async () => {
    const begin = async () => {
      const inputs = await gather(OTHERWISE);
      const all = screenedObservations(inputs);
      const store = createTruthStore(all);
      const inDomain = all.filter(({ cell }) => cell >= 0);
      const recorders = recordersOf(inputs);
      const run = createTruth(inputs, inputs.truthWorld, inDomain, await kernelsForTest(), recorders, store);
      return { run, store, start: inputs.plan.period.start };
    };
    const whole = await begin();
    await whole.run.advance(whole.start + 2 * DAY);

    const begun = await begin();
    await begun.run.advance(begun.start + DAY);
    const [written, known] = [savedBy(begun.run), copyOf(begun.store.save())];
    expect(begun.store.values().size).toBeGreaterThan(5);
    expect(begun.store.values().size).toBeLessThan(whole.store.values().size);
    const resumed = await begin();
    resumeAll([resumed.store], new Map([["truth", known]]));
    resumed.run.resume(resumed.start + DAY, written);
    await resumed.run.advance(resumed.start + 2 * DAY);
    expect(savedBy(resumed.run)).toEqual(savedBy(whole.run));
    expect([...resumed.store.values().values()]).toEqual([...whole.store.values().values()]);
  });

  it("has the same forcing from another thread", async () => {
    const inputs = await gather(OTHERWISE);
    const far = inputs.plan.period.start + DAY;
    const opened = await openForcing(structuredClone(forcingOrder(inputs.truthWorld, "truth")!));
    const found = await opened.forcing(far);
    const expected = forcingOf(inputs.truthWorld)(far);
    expect(found.flow.xMassFlux).toHaveLength(9 * 28 * 33);
    expect(found).toEqual(expected);
    await opened.close();
  });

  it("is said in every output, and what its boundary errs by", async () => {
    const { remarks } = await gather(OTHERWISE, "{ boundaryForm: structured }");
    expect(remarks).toContain(
      "The truth of this twin has transport of its own: vertical mixing acm2 (model local), deep convection bulk (model none), 9 layers (model 6 layers), each cell of the model cut into 2 x 2.",
    );
    expect(remarks.join(" ")).toContain("lateral boundary 0.7 ppm by height, season, latitude and side and in plumes");
    expect((await gather("{ refine: 1 }")).remarks.join(" ")).not.toContain("transport of its own");
  });
});
