/**
 * The innovations of a run that estimates biases of its retrievals: the spread that they are judged by is that of what
 * the filter compared, column and bias of each member together.
 */
import { rmSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { compare } from "../../src/assimilation/analysisStep.js";
import { evaluateObservations } from "../../src/evaluation/columnRows.js";
import type { Innovations } from "../../src/evaluation/innovations.js";
import { readRunObservations } from "../../src/evaluation/readRun.js";
import { createObservationStore } from "../../src/experiments/recording/observationStore.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import type { AnalysisDiagnostic, Analyser } from "../../src/filters/analyser.js";
import { innovationStatistics } from "../../src/filters/diagnostics.js";
import type { NumberVariable } from "../../src/io/outputDataset.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import type { ScreenedObservation } from "../../src/observations/screenedObservation.js";
import { randomField } from "../../src/random.js";
import { exampleRetrieval } from "../observations/exampleRetrieval.js";
import { DAY, DAYS, gatherTwin, handOver, readVariables } from "./estimatingTwin.js";
import { DAY as FIRST, takeHour, temporaryFolder } from "./recording/folder.js";
import { startAnalysis } from "./smallAnalysis.js";

/** What the filter said of the observations that it took. */
const said: AnalysisDiagnostic[] = [];
vi.mock(import("../../src/experiments/setup/filter.js"), async (original) => {
  const actual = await original();
  return {
    ...actual,
    createFilter(...settings: Parameters<typeof actual.createFilter>): Analyser {
      const filter = actual.createFilter(...settings);
      return {
        taper: filter.taper,
        analyse(...given) {
          const diagnostics = filter.analyse(...given);
          said.push(...diagnostics);
          return diagnostics;
        },
      };
    },
  };
});

const PPM = 1e-6;

interface Linear {
  /** Standard deviations of column, bias of the retrieval and noise [ppm], correlation of the first two [1]. */
  readonly column: number;
  readonly bias: number;
  readonly noise: number;
  readonly correlation: number;
}

/** Observations whose truth is one more draw from what the members are drawn from, recorded, written and evaluated. */
async function evaluated(
  { column, bias, noise, correlation }: Linear,
  members: number,
  count: number,
): Promise<Innovations | undefined> {
  const folder = temporaryFolder();
  const layout = laneLayout(members, ["truth"]);
  const truthLane = layout.truth as number;
  const all = Array.from({ length: count }, (_, i): ScreenedObservation => {
    const observation = exampleRetrieval({ id: String(i), time: FIRST + i, uncertainty: noise * PPM });
    return { observation, cell: 0, fate: "assimilated" };
  });
  const lanesOf = (screened: ScreenedObservation): { values: Float64Array; biases: Float64Array } => {
    const draw = randomField(3, "test", Number(screened.observation.id));
    const values = new Float64Array(layout.lanes);
    const biases = new Float64Array(layout.lanes);
    for (let lane = 0; lane <= truthLane; lane++) {
      const [one, other] = [draw.normal(2 * lane), draw.normal(2 * lane + 1)];
      values[lane] = (400 + column * one) * PPM;
      biases[lane] = bias * (correlation * one + Math.sqrt(1 - correlation ** 2) * other) * PPM;
    }
    return { values, biases };
  };
  const plain = { inflation: 1, floor: 0, representation: 0 };
  const results = compare(
    all.map((screened) => ({ screened, position: [1, 0, 0] as const, values: lanesOf(screened).values })),
    {
      layout,
      error: { column: plain, point: plain },
      gate: { column: { kind: "fixed", limit: 1 }, point: { kind: "fixed", limit: 1 } },
      mostGroundDifference: 1e9,
      valueOf: ({ screened }, truth) =>
        truth +
        lanesOf(screened).biases[truthLane] +
        noise * PPM * randomField(4, "test", Number(screened.observation.id)).normal(0),
      biasOf: ({ screened }) => lanesOf(screened).biases,
    },
  );
  const recorder = createObservationStore(folder, all);
  const recording = recorder.during("analysis", () => true);
  await takeHour(recording, { time: FIRST, results });
  await recording.endDay?.(FIRST + 86400);
  const observations = await readRunObservations(folder.path);
  rmSync(folder.path, { recursive: true });
  return observations && evaluateObservations(observations, FIRST, FIRST + count).innovations;
}

describe("departures of observations whose column and bias are drawn from what the members are drawn from", () => {
  it.each([
    { column: 0.6, bias: 0.8, noise: 0.5, correlation: 0 },
    { column: 0.6, bias: 0.8, noise: 0.5, correlation: -0.6 },
    { column: 0.6, bias: 0.8, noise: 0.5, correlation: 0.6 },
    { column: 0.6, bias: 0, noise: 0.5, correlation: 0 },
  ])("have a chi-square of 1: %o", async (linear) => {
    const { column, bias, noise, correlation } = linear;
    const [members, count] = [60, 2000];
    const variance = column ** 2 + bias ** 2 + 2 * correlation * column * bias;
    const total = variance + noise ** 2;
    const found = await evaluated(linear, members, count);
    expect(found?.count).toBe(count);
    expect(Math.abs((found?.expected ?? NaN) ** 2 / total - 1)).toBeLessThan(0.03);
    // The mean of the members departs from that of the draws, and the inverse of their variance is not that of its mean.
    const ofMembers = 1 + variance / members / total + (2 / (members - 1)) * (variance / total) ** 2;
    expect(Math.abs((found?.chiSquare ?? NaN) / ofMembers - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  });
});

describe("an analysis that estimates biases", () => {
  it.each([
    ["of the boundary alone", "{ boundaryOffset: { ppm: 1 } }", false],
    ["of boundary and retrievals", "{ boundaryOffset: { ppm: 1 }, retrievalBias: { ppm: 1, regionKm: 2000 } }", true],
  ])("%s is evaluated by the variances of its filter", async (_, estimate, ofRetrievals) => {
    said.length = 0;
    const inputs = await gatherTwin(estimate);
    const analysis = await startAnalysis(inputs);
    const end = analysis.first + DAYS * DAY;
    await analysis.run.advance(end);
    const observations = await readRunObservations(analysis.recorders.folder.path);
    if (observations === undefined) throw new Error("no observations");
    const { innovations, sites } = evaluateObservations(observations, analysis.first, end);
    const kinds = new Map(
      inputs.observed.screening.observations.map(({ observation }) => [observation.id, observation.kind]),
    );
    for (const [kind, found] of [
      ["column", innovations],
      ["point", sites?.innovations],
    ] as const) {
      const statistics = innovationStatistics(said.filter(({ id }) => kinds.get(id) === kind));
      expect(statistics.count).toBeGreaterThan(20);
      expect(found?.count).toBe(statistics.count);
      expect(found?.chiSquare).toBeCloseTo(statistics.chiSquare, 9);
      expect(found?.bias).toBeCloseTo(1e6 * statistics.meanDeparture, 9);
    }
    const names = ["kind", "background", "background_spread", "bias_correction", "biased_background_spread"];
    const columns = await readVariables(analysis, "observations.nc", names);
    expect("biased_background_spread" in columns).toBe(ofRetrievals);
    if (!ofRetrievals) return;
    columns.background.forEach((background, i) => {
      const both = [columns.bias_correction[i], columns.biased_background_spread[i]];
      const compared = Number.isFinite(background) && columns.kind[i] === 0;
      expect(both.every((value) => (compared ? Number.isFinite(value) : Number.isNaN(value)))).toBe(true);
    });
    const mean = (values: Float64Array): number => {
      const known = values.filter((_, i) => Number.isFinite(columns.biased_background_spread[i]));
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    expect(mean(columns.biased_background_spread)).toBeGreaterThan(1.2 * mean(columns.background_spread));
  });

  it("keeps their spread for a run that goes on from its checkpoint", async () => {
    const begin = async () => startAnalysis(await gatherTwin("{ retrievalBias: { ppm: 1, regionKm: 2000 } }"));
    const [whole, begun, resumed] = [await begin(), await begin(), await begin()];
    await whole.run.advance(whole.first + DAYS * DAY);
    await begun.run.advance(begun.first + DAY);
    await handOver(begun, begun.first + DAY, resumed);
    await resumed.run.advance(resumed.first + DAYS * DAY);
    const names = ["bias_correction", "biased_background_spread"];
    const expected = await readVariables(whole, "observations.nc", names);
    expect(await readVariables(resumed, "observations.nc", names)).toEqual(expected);
    const first = await readVariables(begun, "observations.nc", names);
    const known = [...first.biased_background_spread.keys()].filter((i) =>
      Number.isFinite(first.biased_background_spread[i]),
    );
    expect(known.length).toBeGreaterThan(10);
    for (const i of known) expect(expected.biased_background_spread[i]).toBe(first.biased_background_spread[i]);
  });
});

describe("a run folder with biases whose spread was not written", () => {
  it("has no innovations of columns that have a bias, and those of the others", async () => {
    const folder = temporaryFolder();
    const of = (name: string, units: string, data: readonly number[]): NumberVariable => ({
      name,
      type: "f8",
      dimensions: ["observation"],
      attributes: { units },
      data,
    });
    const write = (biases: readonly number[]): Promise<void> =>
      writeNetcdf(`${folder.path}/observations.nc`, {
        attributes: {},
        dimensions: { observation: 2 },
        variables: [
          of("time", "seconds since 1970-01-01 00:00:00", [FIRST, FIRST + 1]),
          of("longitude", "degrees_east", [100, 100]),
          of("latitude", "degrees_north", [20, 20]),
          of("fate", "1", [0, 0]),
          of("xco2", "1e-6", [401, 402]),
          of("background", "1e-6", [400, 400]),
          of("background_spread", "1e-6", [0.6, 0.6]),
          of("error", "1e-6", [0.8, 0.8]),
          of("bias_correction", "1e-6", biases),
        ],
      });
    const found = async (): Promise<Innovations | undefined> => {
      const observations = await readRunObservations(folder.path);
      return observations && evaluateObservations(observations, FIRST, FIRST + 2).innovations;
    };
    await write([0.5, Number.NaN]);
    expect(await found()).toMatchObject({ count: 1, chiSquare: expect.closeTo(4, 12) as number });
    await write([0.5, 0.5]);
    expect(await found()).toBeUndefined();
    rmSync(folder.path, { recursive: true });
  });
});
