/** What the truth of a twin has of the boundary offsets and retrieval biases that its analysis estimates. */
import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { heightShares, offsetNames, sides, sideWeights } from "../../src/assimilation/boundaryOffsets.js";
import { createEstimates, type Estimates } from "../../src/experiments/setup/estimates.js";
import type { InversionInputs, TwinInputs } from "../../src/experiments/setup/inputs.js";
import { createForecastModel } from "../../src/experiments/setup/model.js";
import { observationSettings } from "../../src/experiments/setup/observationSettings.js";
import { recordEstimates } from "../../src/experiments/recording/estimates.js";
import { trueParameters } from "../../src/experiments/setup/trueParameters.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { interfacePressure } from "../../src/grids/verticalCoordinate.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { DAY, DAYS, ERRORS, gatherTwin, handOver, MEMBERS, readVariables } from "./estimatingTwin.js";
import { reading, temporaryFolder } from "./recording/folder.js";
import { kernelsForTest, startAnalysis } from "./smallAnalysis.js";

const BOTH = "{ boundaryOffset: { ppm: 0.5 }, retrievalBias: { ppm: 0.4, regionKm: 2000 } }";
const PPM = 1e-6;
const HOUR = 3600;

const layout = laneLayout(MEMBERS);
const estimatesOf = (inputs: TwinInputs): Estimates => createEstimates(inputs, layout);

/** Truth of the second day [mol mol-1]. */
function secondDay(inputs: TwinInputs): { offsets: number[]; biases: number[] } {
  const truths = trueParameters(inputs, estimatesOf(inputs));
  const end = inputs.plan.period.start + 2 * DAY;
  const of = (name: "boundary_offset" | "retrieval_bias"): number[] => [...(truths.get(name)?.(end) ?? [])];
  return { offsets: of("boundary_offset"), biases: of("retrieval_bias") };
}

describe("the truth of the boundary's offset", () => {
  it("is what the model adds to the background at the sides of the truth, in the mean of side, mass and day", async () => {
    const inputs = await gatherTwin(BOTH);
    const { plan, vertical, grid } = inputs;
    const passengers = laneLayout(0, ["control", "truth"]);
    const { transport, setBoundary } = createForecastModel(inputs, await kernelsForTest(), passengers);
    const { anomalies, cells, positions } = transport.boundary;
    const { surfacePressure } = inputs.weather.airAt(plan.period.start);
    const weights = sideWeights(grid);
    const shares = heightShares(vertical);
    const { offsets } = secondDay(inputs);
    const sums = sides.map(() => 0);
    /** What low and high of the side make of it. */
    const made = sides.map(() => 0);
    const masses = sides.map(() => 0);
    for (let hour = 24; hour < 48; hour++) {
      setBoundary(plan.period.start + hour * HOUR, surfacePressure);
      for (let level = 0; level < vertical.levels; level++) {
        for (let position = 0; position < positions; position++) {
          const at = (level * positions + position) * passengers.lanes;
          const pressure = (k: number): number => interfacePressure(vertical, k, surfacePressure[cells[position]]);
          const mass = (pressure(level) - pressure(level + 1)) / (pressure(0) - pressure(vertical.levels));
          sides.forEach((_, side) => {
            const weight = weights[4 * position + side] * mass;
            sums[side] += weight * (anomalies[at + 1] - anomalies[at]);
            made[side] +=
              weight * (shares[2 * level] * offsets[2 * side] + shares[2 * level + 1] * offsets[2 * side + 1]);
            masses[side] += weight;
          });
        }
      }
    }
    expect(Math.max(...offsets.map(Math.abs))).toBeGreaterThan(0.2 * PPM);
    // The surface pressure makes a difference, at sea level for the one and on the terrain for the other, and so does the
    // constant part of the truth's departure, which low and high together follow to a hundredth.
    sums.forEach((sum, side) => expect(Math.abs(made[side] - sum) / masses[side]).toBeLessThan(0.01 * PPM));
  });

  it("has the size of boundaryPpm, and changes from day to day by less than that", async () => {
    const ofSize = async (ppm: number): Promise<number[]> =>
      secondDay(await gatherTwin(BOTH, `{ errors: ${ERRORS.replace("boundaryPpm: 0.8", `boundaryPpm: ${ppm}`)} }`))
        .offsets;
    const [once, twice, none] = [await ofSize(0.4), await ofSize(0.8), await ofSize(0)];
    once.forEach((offset, side) => expect(twice[side] / offset).toBeCloseTo(2, 9));
    expect(none.every((offset) => offset === 0)).toBe(true);
    const inputs = await gatherTwin(BOTH);
    const truth = trueParameters(inputs, estimatesOf(inputs)).get("boundary_offset");
    const days = [1, 2, 3].map((day) => truth?.(inputs.plan.period.start + day * DAY) ?? new Float64Array());
    for (const [one, next] of [
      [days[0], days[1]],
      [days[1], days[2]],
    ]) {
      const steps = one.map((offset, side) => Math.abs(next[side] - offset));
      expect(Math.min(...steps)).toBeGreaterThan(0);
      expect(Math.max(...steps)).toBeLessThan(0.8 * PPM);
    }
  });
});

describe("the truth of the retrievals' bias", () => {
  it("is what retrievals about the centre of a region are made with, beyond truth and noise", async () => {
    const inputs = await gatherTwin(BOTH);
    const { observed } = inputs;
    const settings = observationSettings(inputs, observed, layout);
    const observation = observed.set.observations.find((own) => own.kind === "column");
    if (observation === undefined) throw new Error("no columns");
    const { retrievalBias } = estimatesOf(inputs);
    if (retrievalBias === undefined) throw new Error("no biases");
    const { biases } = secondDay(inputs);
    expect(biases).toHaveLength(retrievalBias.rows);
    expect(Math.max(...biases.map(Math.abs))).toBeGreaterThan(0.15 * PPM);
    const noise = observed.noise(observation);
    const { unitVectors } = inputs.grid;
    const cells = Array.from({ length: inputs.grid.cells }, (_, cell) => {
      const [x, y, z] = unitVectors.subarray(3 * cell, 3 * cell + 3);
      const screened = { observation, cell, fate: "assimilated" } as const;
      const value = settings.valueOf({ screened, position: [x, y, z], values: new Float64Array() }, 400 * PPM);
      return { position: [x, y, z] as const, bias: value - 400 * PPM - noise };
    });
    biases.forEach((found, region) => {
      const weights = cells.map(({ position }) => retrievalBias.taper(position, region));
      const sum = cells.reduce((total, { bias }, cell) => total + weights[cell] * bias, 0);
      expect(found).toBeCloseTo(sum / weights.reduce((total, weight) => total + weight, 0), 12);
    });
  });
});

describe("a truth without such errors", () => {
  it("has none, and a run without a truth says nothing of them", async () => {
    const inputs = await gatherTwin(BOTH, "{ backgroundErrorPpm: 0 }");
    const { offsets, biases } = secondDay(inputs);
    expect(offsets.every((offset) => offset === 0)).toBe(true);
    expect(biases.length).toBeGreaterThan(3);
    expect(biases.every((bias) => bias === 0)).toBe(true);
    const { plan } = inputs;
    const estimates = estimatesOf(inputs);
    const withoutTruth: InversionInputs = { ...inputs, kind: "inversion", plan: { ...plan, kind: "inversion" } };
    const truths = trueParameters(withoutTruth, estimates);
    expect(truths.size).toBe(0);

    const folder = { ...temporaryFolder(), grid: inputs.grid };
    const recorder = recordEstimates(folder, layout, estimates, truths);
    await recorder.endDay?.(plan.period.start + DAY);
    const names = await reading(folder, "parameters.nc", (file) => [...file.variables]);
    rmSync(folder.path, { recursive: true });
    expect(names).toContain("boundary_offset_spread");
    expect(names.filter((name) => name.endsWith("_truth"))).toEqual([]);
  });
});

describe("an analysis that estimates both", () => {
  it("writes their truth beside them, the same when it goes on from its checkpoint", async () => {
    const inputs = await gatherTwin(BOTH);
    const whole = await startAnalysis(inputs);
    const begun = await startAnalysis(await gatherTwin(BOTH));
    const resumed = await startAnalysis(await gatherTwin(BOTH));
    await whole.run.advance(whole.first + DAYS * DAY);
    await begun.run.advance(begun.first + 2 * DAY);
    await handOver(begun, begun.first + 2 * DAY, resumed);
    await resumed.run.advance(resumed.first + DAYS * DAY);
    const names = ["boundary_offset", "boundary_offset_truth", "retrieval_bias", "retrieval_bias_truth"];
    const found = await readVariables(whole, "parameters.nc", names);
    expect(Object.keys(found)).toEqual(names);
    expect(await readVariables(resumed, "parameters.nc", names)).toEqual(found);

    const { offsets, biases } = secondDay(inputs);
    const ofSecondDay = (values: Float64Array, places: number): Float64Array => values.subarray(places, 2 * places);
    const ppm = (values: readonly number[]): unknown[] =>
      values.map((value) => expect.closeTo(value / PPM, 9) as unknown);
    expect([...ofSecondDay(found.boundary_offset_truth, offsetNames.length)]).toEqual(ppm(offsets));
    expect([...ofSecondDay(found.retrieval_bias_truth, biases.length)]).toEqual(ppm(biases));

    const file = await openNetcdf(`${whole.recorders.folder.path}/parameters.nc`);
    for (const name of ["boundary_offset", "retrieval_bias"]) {
      const [estimate, truth] = [file.variable(name), file.variable(`${name}_truth`)];
      expect(truth.shape).toEqual(estimate.shape);
      expect(truth.attributes.units).toBe("1e-6");
      expect(String(truth.attributes.long_name)).toMatch(/^truth of the twin: (offset|bias)/);
    }
    file.close();
  });
});
