import { describe, expect, it } from "vitest";
import { createAnalysisRun } from "../../src/experiments/analysis.js";
import { forcingOrder, openForcing } from "../../src/experiments/forcing.js";
import type { Ingredients, TruthValues } from "../../src/experiments/ingredients.js";
import { forcingOf } from "../../src/experiments/model.js";
import { runTruth } from "../../src/experiments/truthRun.js";
import { gatherSmall, gridOf, kernelsForTest, outletsOf, sixLayers } from "./smallAnalysis.js";

const gather = (twin: string): Promise<Ingredients> =>
  gatherSmall(`seed: 4
period: { start: 2016-07-01, end: 2016-07-03 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic }
ensemble: { form: persistent, members: 8, lagDays: 1 }
twin: ${twin}
`);

async function truthOf(ingredients: Ingredients, outlets = outletsOf(ingredients)): Promise<TruthValues> {
  const weather = ingredients.trueWeather ?? ingredients.weather;
  return runTruth({ ...ingredients, weather }, ingredients.screening!.soundings, await kernelsForTest(), outlets);
}

/** @returns truth and value of each sounding as they were compared in the analysis [mol mol-1] */
async function compared(ingredients: Ingredients, outlets = outletsOf(ingredients)) {
  const run = createAnalysisRun(ingredients, await kernelsForTest(), outlets);
  await run.advance(ingredients.config.period.end);
  const { columns } = outlets.soundings.save();
  return { truth: columns.get("truth")!, xco2: columns.get("observed")!, control: columns.get("control")! };
}

const onlyBoundary =
  "{ errors: { windPhaseHours: 0, windStrength: 0, boundaryLayer: 0, boundaryPpm: 0.7, retrievalBiasPpm: 0, outlierShare: 0 } }";

describe("the truth run on its own", () => {
  it.each(["{}", onlyBoundary])(
    "gives what it gives in a lane of the ensemble, without weather errors: %s",
    async (twin) => {
      const ingredients = await gather(twin);
      expect(ingredients.trueWeather).toBeUndefined();
      const outlets = outletsOf(ingredients);
      const alone = await truthOf(ingredients, outlets);
      const budget = outlets.budgets.summary().truth;
      const riding = outletsOf(ingredients);
      const { truth } = await compared(ingredients, riding);
      expect(truth.length).toBeGreaterThan(20);
      ingredients.screening!.soundings.forEach((sounding, i) => {
        // float32 anomalies of some 1e-5
        expect(Math.abs(alone.get(sounding)! - truth[i])).toBeLessThan(2e-12);
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
  const real = "{ errors: { retrievalBiasPpm: 0, outlierShare: 0, boundaryPpm: 0.5 } }";

  it("has the truth of its true weather, is given soundings of it, and a model that differs", async () => {
    const ingredients = await gather(real);
    expect(ingredients.trueWeather).toBeDefined();
    const truthValues = await truthOf(ingredients);
    const { truth, xco2, control } = await compared({ ...ingredients, truthValues });
    ingredients.screening!.soundings.forEach((sounding, i) => {
      expect(truth[i]).toBe(truthValues.get(sounding));
      expect(xco2[i]).toBeCloseTo(truth[i] + ingredients.noise!(sounding.observation), 15);
    });
    const perfect =
      "{ uptakeError: 0, respirationError: 0, weatherDriven: 0, backgroundErrorPpm: 0, errors: { boundaryPpm: 0 } }";
    const sameFluxes = await gather(perfect);
    const values = await truthOf(sameFluxes);
    const { control: model } = await compared({ ...sameFluxes, truthValues: values });
    const worst = Math.max(...sameFluxes.screening!.soundings.map((s, i) => Math.abs(values.get(s)! - model[i])));
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

  it("adds bias and outliers to the soundings, not to the truth", async () => {
    const biased = await gather(
      "{ errors: { retrievalBiasPpm: 0.3, outlierShare: 0.1, outlierPpm: -4, boundaryPpm: 0.5 } }",
    );
    const truthValues = await truthOf(biased);
    const { truth, xco2 } = await compared({ ...biased, truthValues });
    const more = biased.screening!.soundings.map((s, i) => xco2[i] - truth[i] - biased.noise!(s.observation));
    const outliers = more.filter((value) => value < -2e-6);
    expect(outliers.length).toBeGreaterThan(0);
    expect(outliers.length).toBeLessThan(more.length / 3);
    const rest = more.filter((value) => value >= -2e-6).map(Math.abs);
    expect(Math.max(...rest)).toBeGreaterThan(0.05e-6);
    expect(Math.max(...rest)).toBeLessThan(1.5e-6);
  });

  it("has the erroneous weather in the forcing of another thread, and the true one for the truth", async () => {
    const ingredients = await gather(real);
    const { config, grid, vertical, trueWeather } = ingredients;
    const { start } = config.period;
    const far = start + 86400;
    const winds = async (whose: "model" | "truth"): Promise<Float64Array> => {
      const opened = await openForcing(structuredClone(forcingOrder(ingredients, whose)));
      const { flow } = await opened.forcing(far);
      await opened.close();
      return flow.xMassFlux;
    };
    const model = await winds("model");
    const truth = await winds("truth");
    expect(model).toEqual(forcingOf(ingredients)(far).flow.xMassFlux);
    expect(truth).toEqual(forcingOf({ config, grid, vertical, weather: trueWeather! })(far).flow.xMassFlux);
    expect(model).not.toEqual(truth);
  });
});
