import { describe, expect, it } from "vitest";
import { savedArray } from "../../../src/assimilation/saveable.js";
import { createAnalysis } from "../../../src/experiments/solvers/analysis.js";
import { forcingOrder, openForcing } from "../../../src/experiments/setup/forcing.js";
import type { TwinInputs } from "../../../src/experiments/setup/inputs.js";
import { forcingOf } from "../../../src/experiments/setup/model.js";
import { gatherSmall, gridOf, kernelsForTest, recordersOf, sixLayers, truthOf } from "../smallAnalysis.js";

const gather = (twin: string): Promise<TwinInputs> =>
  gatherSmall(`seed: 4
period: { start: 2016-07-01, end: 2016-07-03 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic }
ensemble: { form: persistent, members: 8, lagDays: 1 }
twin: ${twin}
`);

/** @returns truth and value of each observation as they were compared in the analysis [mol mol-1] */
async function compared(inputs: TwinInputs, recorders = recordersOf(inputs)) {
  const run = createAnalysis(inputs, await kernelsForTest(), recorders);
  await run.advance(inputs.plan.period.end);
  const saved = recorders.observations.save();
  const column = (name: string): Float64Array => savedArray(saved, name, Float64Array);
  return { truth: column("truth"), xco2: column("observed"), control: column("control") };
}

const onlyBoundary =
  "{ errors: { windPhaseHours: 0, windStrength: 0, windField: 0, boundaryLayer: 0, boundaryPpm: 0.7, retrievalBiasPpm: 0, covariateBiasPpm: 0, sharedNoisePpm: 0, fossilNational: 0, fossilProvincial: 0, ocean: 0, outlierShare: 0 } }";

describe("the truth run on its own", () => {
  it.each(["{}", onlyBoundary])(
    "gives what it gives in a lane of the ensemble, without weather errors: %s",
    async (twin) => {
      const inputs = await gather(twin);
      expect(inputs.truthRun).toEqual({ kind: "aboard" });
      const recorders = recordersOf(inputs);
      const alone = await truthOf(inputs, { recorders });
      const budget = recorders.budgets.summary().truth;
      const riding = recordersOf(inputs);
      const { truth } = await compared(inputs, riding);
      expect(truth.length).toBeGreaterThan(20);
      inputs.observed.screening.observations.forEach((screened, i) => {
        // float32 anomalies of some 1e-5
        expect(Math.abs(alone.get(screened)! - truth[i])).toBeLessThan(2e-12);
      });
      const { start, emission, inflow, end } = riding.budgets.summary().truth;
      expect(Math.abs(budget.start / start - 1)).toBeLessThan(1e-12);
      expect(Math.abs(budget.end / end - 1)).toBeLessThan(1e-9);
      expect(Math.abs(budget.emission / emission - 1)).toBeLessThan(1e-6);
      expect(Math.abs(budget.inflow / inflow - 1)).toBeLessThan(1e-5);
      expect(Math.abs(budget.residual / budget.end)).toBeLessThan(1e-9);
    },
  );

  it("is another truth at the boundary with boundary errors than without", async () => {
    const [plain, wrong] = [await gather("{ backgroundErrorPpm: 0 }"), await gather(onlyBoundary)];
    const [a, b] = [await truthOf(plain), await truthOf(wrong)];
    const [first, second] = [[...a.values()], [...b.values()]];
    expect(second).toHaveLength(first.length);
    expect(Math.max(...first.map((value, i) => Math.abs(value - second[i])))).toBeGreaterThan(2e-8);
  });
});

describe("the twin whose model has weather in error", () => {
  const real =
    "{ errors: { retrievalBiasPpm: 0, covariateBiasPpm: 0, sharedNoisePpm: 0, fossilNational: 0, fossilProvincial: 0, ocean: 0, outlierShare: 0, boundaryPpm: 0.5 } }";

  it("has the truth of its true weather, is given observations of it, and a model that differs", async () => {
    const inputs = await gather(real);
    expect(inputs.truthRun.kind).toBe("apart");
    const truthValues = await truthOf(inputs);
    const { truth, xco2, control } = await compared({ ...inputs, truthRun: { kind: "done", values: truthValues } });
    inputs.observed.screening.observations.forEach((screened, i) => {
      expect(truth[i]).toBe(truthValues.get(screened));
      expect(xco2[i]).toBeCloseTo(truth[i] + inputs.observed.noise(screened.observation), 15);
    });
    const perfect =
      "{ uptakeError: 0, respirationError: 0, weatherDriven: 0, backgroundErrorPpm: 0, errors: { boundaryPpm: 0 } }";
    const sameFluxes = await gather(perfect);
    const values = await truthOf(sameFluxes);
    const { control: model } = await compared({ ...sameFluxes, truthRun: { kind: "done", values } });
    const worst = Math.max(
      ...sameFluxes.observed.screening.observations.map((s, i) => Math.abs(values.get(s)! - model[i])),
    );
    // Nothing but the weather differs.
    expect(worst).toBeGreaterThan(0.05e-6);
    expect(worst).toBeLessThan(5e-6);
    expect(control).not.toEqual(truth);
  });

  it("has the same truth whatever the errors of its model", async () => {
    const text = (hours: number): string =>
      `{ errors: { windPhaseHours: ${hours}, windStrength: 0.2, boundaryLayer: 0.1, boundaryPpm: 0.5 } }`;
    const [a, b] = [await truthOf(await gather(text(1))), await truthOf(await gather(text(6)))];
    expect([...a.values()]).toEqual([...b.values()]);
  });

  it("adds bias and outliers to the observations, not to the truth", async () => {
    const biased = await gather(
      "{ errors: { retrievalBiasPpm: 0.3, covariateBiasPpm: 0, sharedNoisePpm: 0, outlierShare: 0.1, outlierPpm: -4, boundaryPpm: 0.5 } }",
    );
    const truthValues = await truthOf(biased);
    const { truth, xco2 } = await compared({ ...biased, truthRun: { kind: "done", values: truthValues } });
    const more = biased.observed.screening.observations.map(
      (s, i) => xco2[i] - truth[i] - biased.observed.noise(s.observation),
    );
    const outliers = more.filter((value) => value < -2e-6);
    expect(outliers.length).toBeGreaterThan(0);
    expect(outliers.length).toBeLessThan(more.length / 3);
    const rest = more.filter((value) => value >= -2e-6).map(Math.abs);
    expect(Math.max(...rest)).toBeGreaterThan(0.05e-6);
    expect(Math.max(...rest)).toBeLessThan(1.5e-6);
  });

  it("has the erroneous weather in the forcing of another thread, and the true one for the truth", async () => {
    const inputs = await gather(real);
    const { plan, truthWorld } = inputs;
    const { start } = plan.period;
    const far = start + 86400;
    const winds = async (whose: "model" | "truth"): Promise<Float64Array> => {
      const opened = await openForcing(structuredClone(forcingOrder(inputs, whose)!));
      const { flow } = await opened.forcing(far);
      await opened.close();
      return flow.xMassFlux;
    };
    const model = await winds("model");
    const truth = await winds("truth");
    expect(model).toEqual(forcingOf(inputs)(far).flow.xMassFlux);
    expect(truth).toEqual(forcingOf(truthWorld)(far).flow.xMassFlux);
    expect(model).not.toEqual(truth);
  });
});
