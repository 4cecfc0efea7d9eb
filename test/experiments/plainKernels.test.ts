/** A twin experiment with plain kernels beside the same with SIMD kernels. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runExperiment } from "../../src/experiments/run.js";
import { silent } from "../../src/experiments/progress.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { readRunRecord, type RunRecord } from "../../src/runs/recordFile.js";
import { loadKernels } from "../../src/kernels/load.js";
import { gridOf, sixLayers, smallExperiment } from "./smallAnalysis.js";

const experiment = smallExperiment(`period: { start: 2016-07-01, end: 2016-07-03 }
${gridOf(20, 16, 280)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic }
ensemble: { form: persistent, members: 6, lagDays: 1 }
twin: {}
`);

interface Result {
  readonly notes: readonly string[];
  readonly record: RunRecord;
  readonly posterior: Float64Array;
  readonly prior: Float64Array;
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function run(missing: string | undefined): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "openjdas-plain-"));
  folders.push(folder);
  const output = join(folder, "run");
  const notes: string[] = [];
  await runExperiment(experiment, {
    inputFolder: ".",
    output,
    replace: false,
    progress: { ...silent, note: (line) => void notes.push(line) },
    kernels: (threads) => loadKernels(threads, missing),
    threads: 2,
    program: "test",
    node: process.version,
    now: () => new Date(),
  });
  const file = await openNetcdf(join(output, "flux_20160702.nc"));
  const values = (name: string): Float64Array => Float64Array.from(file.variable(name).read());
  const [posterior, prior] = [values("natural_posterior"), values("natural_prior")];
  file.close();
  return { notes, record: readRunRecord(output), posterior, prior };
}

const rootMeanSquare = (a: Float64Array, b: Float64Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);

describe("an experiment with plain kernels", () => {
  let simd: Result;
  let plain: Result;
  beforeAll(async () => {
    simd = await run(undefined);
    plain = await run("WebAssembly SIMD");
  });

  it("says so in the log and in run.json", () => {
    expect(simd.notes).toContain("  kernels      SIMD kernels on 2 threads");
    expect(plain.notes.join("\n")).toContain("  kernels      plain kernels on 1 thread, about");
    expect(simd.record.versions.kernels).toBe("SIMD kernels on 2 threads");
    expect(plain.record.versions.kernels).toMatch(/this Node has no WebAssembly SIMD$/);
  });

  it("estimates the same fluxes", () => {
    const change = rootMeanSquare(simd.posterior, simd.prior);
    expect(change).toBeGreaterThan(0);
    expect(rootMeanSquare(plain.posterior, simd.posterior) / change).toBeLessThan(1e-3);
    expect(plain.record.counts).toEqual(simd.record.counts);
  });

  it("closes the carbon budget", () => {
    for (const { record } of [simd, plain]) {
      for (const { end, residual } of Object.values(record.budget)) {
        expect(Math.abs(residual / end)).toBeLessThan(1e-8);
      }
    }
    expect(Object.keys(plain.record.budget)).toEqual(Object.keys(simd.record.budget));
    const [a, b] = [simd, plain].map(({ record }) => record.budget.analysis);
    expect(b.end / a.end).toBeCloseTo(1, 8);
  });
});
