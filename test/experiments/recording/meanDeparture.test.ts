/** The recorder of CONTRIBUTING.md: in a run, and from one run to the one that goes on. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { silent } from "../../../src/experiments/progress.js";
import { runExperiment } from "../../../src/experiments/run.js";
import { loadKernels } from "../../../src/kernels/load.js";
import { gridOf, sixLayers, smallExperiment } from "../smallAnalysis.js";
import { recordMeanDeparture } from "./meanDeparture.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-departures-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "departures.csv");

describe("a recorder of one's own", () => {
  it("takes the hours of a run, and goes on from what it saved", async () => {
    const recorder = recordMeanDeparture(path);
    const experiment = smallExperiment(`period: { start: 2016-07-01, end: 2016-07-03 }
runs: [analysis]
${gridOf(10, 10, 300)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic, network: towers }
outputs: { concentration: none, checkpoint: none }
ensemble: { members: 4 }
twin: {}
`);
    await runExperiment(experiment, {
      inputFolder: ".",
      output: join(folder, "run"),
      replace: false,
      progress: silent,
      kernels: loadKernels,
      threads: 1,
      program: "test",
      node: process.version,
      now: () => new Date(),
      recorders: (stage) => (stage === "analysis" ? [recorder] : []),
      saveables: [recorder],
    });
    const text = readFileSync(path, "utf8");
    expect(text).toMatch(/^day,count,mean \[ppm\]\n2016-07-01,\d+,-?\d+\.\d{3}\n2016-07-02,\d+,-?\d+\.\d{3}\n$/);

    const later = recordMeanDeparture(path);
    later.resume(recorder.save());
    await later.endDay?.(Date.UTC(2016, 6, 4) / 1000);
    expect(readFileSync(path, "utf8")).toBe(`${text}2016-07-03,0,NaN\n`);
  });
});
