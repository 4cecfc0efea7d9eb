/** Observations whose retrievals have a bias that the members estimate: where it counts and where it does not. */
import { describe, expect, it } from "vitest";
import { admit, type AnalysisSettings, analyse, compare } from "../../src/assimilation/analysisStep.js";
import type { SimulatedObservation } from "../../src/assimilation/observationSchedule.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import type { Analyser } from "../../src/filters/analyser.js";
import type { FilterObservation, ParameterRows } from "../../src/filters/stateBlock.js";
import { observedValue } from "../../src/observations/observation.js";
import { observationError, soundingAt, START } from "./world.js";

const PPM = 1e-6;
const layout = laneLayout(3, ["control"]);
const settings: AnalysisSettings = {
  layout,
  error: { column: observationError, point: observationError },
  gate: { column: { kind: "fixed", limit: 5 * PPM }, point: { kind: "fixed", limit: 5 * PPM } },
  mostGroundDifference: 1e9,
  valueOf: ({ screened }) => observedValue(screened.observation),
};
const biased: AnalysisSettings = {
  ...settings,
  biasOf: () => Float64Array.from([3, 4, 5, 0], (bias) => bias * PPM),
};

function simulated(xco2: number): SimulatedObservation {
  const values = Float64Array.from([399, 400, 401, 398], (value) => value * PPM);
  return { screened: soundingAt(START, "assimilated", { xco2: xco2 * PPM }), position: [1, 0, 0], values };
}

describe("a retrieval bias", () => {
  it("is in what the members expect of the retrieval, and in no column", () => {
    const [result] = compare([simulated(404)], biased);
    const [without] = compare([simulated(404)], settings);
    expect(without.expected).toBeUndefined();
    const { expected, ...columns } = result;
    expect(columns).toEqual(without);
    expect(expected?.mean).toBeCloseTo(404 * PPM, 14);
    expect(expected?.spread).toBeCloseTo(2 * PPM, 14);
    expect(Array.from(expected?.values ?? [], (value) => Math.round(value / PPM))).toEqual([402, 404, 406, 398]);
    expect(columns.backgroundMean).toBeCloseTo(400 * PPM, 14);
    expect(columns.simulated.values[0]).toBeCloseTo(399 * PPM, 14);
  });

  it("counts for the gate", () => {
    const values = [394, 396, 404, 408, 410];
    const admitted = (how: AnalysisSettings): number[] =>
      admit(
        compare(
          values.map((value) => simulated(value)),
          how,
        ),
        how.gate,
      ).map(({ value }) => Math.round(value / PPM));
    expect(admitted(settings)).toEqual([396, 404]);
    expect(admitted(biased)).toEqual([404, 408]);
  });

  it("is what the filter compares with, and its rows go along with the observations", () => {
    const given: { observations: readonly FilterObservation[]; parameters?: readonly ParameterRows[] | undefined }[] =
      [];
    const analyser: Analyser = {
      taper: () => () => 1,
      analyse(_, observations, _when, parameters) {
        given.push({ observations, parameters });
        return [];
      },
    };
    const rows: ParameterRows[] = [{ name: "bias", rows: 1, data: new Float64Array(4), taper: () => 1 }];
    const asked: unknown[] = [];
    const results = compare([simulated(404)], biased);
    const parametersAt = (positions: readonly unknown[]): ParameterRows[] => {
      asked.push(positions);
      return rows;
    };
    analyse(analyser, [], results, results, START, { members: 3, parametersAt });
    expect(asked).toEqual([[[1, 0, 0]]]);
    expect(given[0].parameters?.[0]).toBe(rows[0]);
    // The column alone is what the analysis of the observation is of.
    expect(given[0].parameters?.[1].data[2]).toBe(results[0].simulated.values[2]);
    expect(given[0].observations[0].simulated[2]).toBeCloseTo(406 * PPM, 14);
  });
});
