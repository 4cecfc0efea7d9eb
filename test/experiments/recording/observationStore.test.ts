import { readdirSync, rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ObservationResult } from "../../../src/assimilation/analysisStep.js";
import type { RunFolder } from "../../../src/runs/runFolder.js";
import { createObservationStore } from "../../../src/experiments/recording/observationStore.js";
import type { Fate } from "../../../src/observations/fate.js";
import { become, type ScreenedObservation } from "../../../src/observations/screenedObservation.js";
import { exampleRetrieval } from "../../observations/exampleRetrieval.js";
import { exampleSample } from "../../observations/exampleSample.js";
import { DAY, HOUR, reading, takeHour, temporaryFolder } from "./folder.js";

let folder: RunFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder.path, { recursive: true }));

const screened = (i: number, fate: Fate): ScreenedObservation => ({
  observation: exampleRetrieval({ id: `2016070105000${i}`, time: DAY + 60 * i, longitude: 100 + i, latitude: 20 + i }),
  cell: i,
  fate,
});

function result(of: ScreenedObservation, ppm: number): ObservationResult {
  return {
    simulated: { screened: of, position: [1, 0, 0], values: new Float64Array(4) },
    value: (ppm + 0.5) * 1e-6,
    error: 1.5e-6,
    backgroundMean: ppm * 1e-6,
    backgroundSpread: 0.7e-6,
    control: (ppm + 1) * 1e-6,
    truth: (ppm + 2) * 1e-6,
    analysis: (ppm + 0.25) * 1e-6,
    analysisSpread: 0.3e-6,
  };
}

const COLUMNS = [
  "xco2",
  "xco2_uncertainty",
  "error",
  "control",
  "background",
  "background_spread",
  "analysis",
  "analysis_spread",
  "posterior",
  "truth",
];
const read = () =>
  reading(folder, "observations.nc", (file) => ({
    ids: file.variable("observation_id").readStrings(),
    time: Array.from(file.variable("time").read()),
    place: [file.variable("longitude").read()[1], file.variable("latitude").read()[1]],
    fate: Array.from(file.variable("fate").read()),
    meanings: String(file.variable("fate").attributes.flag_meanings).split(" "),
    of: Object.fromEntries(COLUMNS.map((name) => [name, Array.from(file.variable(name).read())])),
    units: file.variable("posterior").attributes.units,
  }));

describe("observations", () => {
  it("are all written, with what each run made of them and the rule that removed them", async () => {
    const all = [screened(0, "assimilated"), screened(1, "not_good"), screened(2, "validation")];
    const recorder = createObservationStore(folder, all);
    await takeHour(
      recorder.during("analysis", () => true),
      { time: DAY, results: [result(all[0], 400), result(all[2], 402)] },
    );
    await takeHour(
      recorder.during("posterior", () => true),
      { time: DAY, results: [result(all[2], 399)] },
    );
    become(all[2], "thinned");
    await recorder.during("analysis", () => true).endDay?.(DAY + 24 * HOUR);
    const { ids, time, place, fate, meanings, of, units } = await read();
    expect(ids).toEqual(["20160701050000", "20160701050001", "20160701050002"]);
    expect(time).toEqual([DAY, DAY + 60, DAY + 120]);
    expect(place).toEqual([101, 21]);
    expect(fate.map((value) => meanings[value])).toEqual(["assimilated", "not_good", "thinned"]);
    expect(units).toBe("1e-6");
    const expected = {
      // the example was retrieved with 401 ppm
      xco2: [400.5, 401, 402.5],
      xco2_uncertainty: [1, 1, 1],
      error: [1.5, Number.NaN, 1.5],
      control: [401, Number.NaN, 403],
      background: [400, Number.NaN, 402],
      background_spread: [0.7, Number.NaN, 0.7],
      analysis: [400.25, Number.NaN, 402.25],
      analysis_spread: [0.3, Number.NaN, 0.3],
      posterior: [Number.NaN, Number.NaN, 399],
      truth: [402, Number.NaN, 404],
    };
    const rounded = (values: number[]): number[] => values.map((value) => Math.round(1e6 * value) / 1e6);
    for (const [name, values] of Object.entries(expected)) expect(rounded(of[name])).toEqual(values);
  });

  it("have their control from its own run where no analysis has it riding along", async () => {
    const all = [screened(0, "validation")];
    const recorder = createObservationStore(folder, all).during("control", () => true);
    await takeHour(recorder, { time: DAY + 23 * HOUR, results: [result(all[0], 400)] });
    const { of } = await read();
    expect(of.control[0]).toBeCloseTo(400, 9);
    expect([of.background[0], of.analysis[0]]).toEqual([Number.NaN, Number.NaN]);
  });

  it("keep columns and points apart", async () => {
    const site: ScreenedObservation = { observation: exampleSample({ time: DAY + 600 }), cell: 4, fate: "assimilated" };
    const recorder = createObservationStore(folder, [screened(0, "validation"), site]);
    await takeHour(
      recorder.during("analysis", () => true),
      { time: DAY, results: [result(site, 410)] },
    );
    await recorder.during("analysis", () => true).endDay?.(DAY + 24 * HOUR);
    const found = await reading(folder, "observations.nc", (file) => ({
      kind: Array.from(file.variable("kind").read()),
      meanings: file.variable("kind").attributes.flag_meanings,
      site: file.variable("site").readStrings(),
      values: ["height", "xco2", "mole_fraction", "mole_fraction_uncertainty", "background"].map((name) =>
        Array.from(file.variable(name).read(), (value) => Math.round(1e6 * value) / 1e6),
      ),
    }));
    expect(found).toEqual({
      kind: [0, 1],
      meanings: "column point",
      site: ["", "tower-01"],
      values: [
        [Number.NaN, 80],
        [401, Number.NaN],
        [Number.NaN, 410.5],
        [Number.NaN, 0.2],
        [Number.NaN, 410],
      ],
    });
  });

  it("have nothing of points where all are columns", async () => {
    await createObservationStore(folder, [screened(0, "validation")])
      .during("control", () => true)
      .endDay?.(DAY + 24 * HOUR);
    const names = await reading(folder, "observations.nc", (file) => [...file.variables]);
    expect(names).toContain("kind");
    expect(names.filter((name) => ["site", "height", "mole_fraction"].includes(name))).toEqual([]);
  });

  it("are written anew as a run goes on", async () => {
    const all = [screened(0, "assimilated"), screened(1, "assimilated")];
    const recorder = createObservationStore(folder, all);
    await takeHour(
      recorder.during("analysis", () => true),
      { time: DAY, results: [result(all[0], 400)] },
    );
    await recorder.during("analysis", () => true).endDay?.(DAY + 24 * HOUR);
    await takeHour(
      recorder.during("analysis", () => true),
      { time: DAY, results: [result(all[1], 403)] },
    );
    await recorder.during("analysis", () => true).endDay?.(DAY + 24 * HOUR);
    const { of } = await read();
    expect(of.background[0]).toBeCloseTo(400, 9);
    expect(of.background[1]).toBeCloseTo(403, 9);
  });

  it("of another run do not disturb", async () => {
    const all = [screened(0, "assimilated")];
    const recorder = createObservationStore(folder, all);
    await takeHour(
      recorder.during("analysis", () => true),
      { time: DAY, results: [result(screened(0, "assimilated"), 390)] },
    );
    await recorder.during("analysis", () => true).endDay?.(DAY + 24 * HOUR);
    expect((await read()).of.background[0]).toBeNaN();
  });

  it("may be none, which leaves no file", async () => {
    await createObservationStore(folder, [])
      .during("control", () => true)
      .endDay?.(DAY + 24 * HOUR);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
