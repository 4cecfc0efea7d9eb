/** Sizes that are known, found again: a twin whose prior is right but for smooth errors of mole fraction at start and sides. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { silent } from "../../src/experiments/progress.js";
import { loadKernels } from "../../src/kernels/load.js";
import { parseExperiment } from "../../src/config/parse.js";
import type { Configuration } from "../../src/tuning/sizes.js";
import { type Tuning, tuneExperiment, type TuningSurroundings } from "../../src/tuning/tune.js";
import { type WindowLikelihood, windowConfiguration, windowLikelihood } from "../../src/tuning/windowLikelihood.js";
import { gridOf, sixLayers, smallExperiment } from "./smallAnalysis.js";

const TRUE_PPM = 2;

/** @param ppm what the file says of start and sides @param truePpm what is right */
const twin = (seed: number, ppm: number, truePpm = TRUE_PPM) =>
  smallExperiment(`seed: ${seed}
period: { start: 2016-07-01, end: 2016-07-03 }
${gridOf(14, 12, 280)}
${sixLayers}
background: { source: synthetic, perturbationPpm: ${ppm}, boundaryOffsetPpm: 0 }
observations: { source: synthetic, network: [gosat, oco2], error: { representationPpm: 0, displacementKm: none } }
ensemble: { members: 24, lagDays: 1, sigma: { day: 0, night: 0, additive: 0 } }
filter: { localization: { zeroDistanceKm: 4000 } }
twin: { size: 0, backgroundErrorPpm: ${truePpm} }
`);

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "openjdas-tuning-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function surroundings(known = new Map<string, WindowLikelihood | "diverged">()): TuningSurroundings {
  return {
    inputFolder: ".",
    progress: silent,
    kernels: loadKernels,
    threads: 1,
    program: "test",
    node: process.version,
    now: () => new Date(),
    withFolder,
    known: { get: (name) => known.get(name), keep: (name, one) => void known.set(name, one) },
  };
}

const settings = { windows: 1, days: 10, settings: 12 };

describe("tuneExperiment", () => {
  it("finds the size of smooth errors at start and sides, whatever the file says", async () => {
    const found: Tuning[] = [];
    for (const [seed, ppm] of [
      [1, 0.5],
      [2, 6],
      [3, 2],
    ])
      found.push(await tuneExperiment(twin(seed, ppm), settings, surroundings()));
    const sizes = found.map((tuning) => {
      expect(tuning.sizes.map(({ shortKey }) => shortKey)).toEqual(["perturbationPpm"]);
      return tuning.sizes[0];
    });
    const logs = sizes.map(({ taken }) => Math.log(taken / TRUE_PPM));
    expect(Math.abs(logs.reduce((sum, x) => sum + x, 0) / logs.length)).toBeLessThan(Math.log(1.5));
    const bracketing = sizes.filter(({ profile, valueAt }) => {
      const { from = -Infinity, to = Infinity } = profile?.intervals[95] ?? {};
      return valueAt(from) < TRUE_PPM && valueAt(to) > TRUE_PPM;
    });
    expect(bracketing.length).toBeGreaterThanOrEqual(2);
    expect(found[0].after.logLikelihood).toBeGreaterThan(found[0].before.logLikelihood + 2);
    expect(found[0].before.chiSquare).toBeGreaterThan(1);
    expect(Math.abs(found[0].after.chiSquare - 1)).toBeLessThan(found[0].before.chiSquare - 1);
    expect(found[0].after.values["background.perturbationPpm"]).toBeCloseTo(sizes[0].taken, 6);
  });

  it("computes nothing twice where an earlier search was interrupted", async () => {
    const known = new Map<string, WindowLikelihood | "diverged">();
    await tuneExperiment(twin(1, 0.8), { ...settings, settings: 2 }, surroundings(known));
    expect(known.size).toBe(2);
    const again = { ...surroundings(known), kernels: () => Promise.reject(new Error("computed anew")) };
    const tuning = await tuneExperiment(twin(1, 0.8), { ...settings, settings: 2 }, again);
    expect(tuning.settings).toHaveLength(2);
    await expect(tuneExperiment(twin(2, 0.8), { ...settings, settings: 2 }, again)).rejects.toThrow("computed anew");
  });

  it("refuses a forward run, and a period without observations", async () => {
    const forward = parseExperiment(
      "title: a\noutput: b\nperiod: { start: 2016-07-01, end: 2016-07-02 }\nmeteorology: { source: synthetic }\nbackground: { source: synthetic }\nruns: [control]\n",
      "f.yaml",
    );
    await expect(tuneExperiment(forward, settings, surroundings())).rejects.toThrow("f.yaml:6:1: a forward run");
  });
});

describe("windowConfiguration", () => {
  it("has no perturbed analyses, of columns or of sites, which no likelihood needs", () => {
    const { plan, config, registry } = smallExperiment(`period: { start: 2016-07-01, end: 2016-07-03 }
${gridOf(14, 12, 280)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic, network: [gosat, towers] }
twin: {}
`);
    const of = (text: string): unknown => {
      const { plan: parsed } = parseExperiment(text, "window.yaml", registry);
      return parsed.kind === "forward" ? undefined : parsed.correlatedErrors;
    };
    const window = windowConfiguration(plan.recorded, config.period, "chosen");
    expect(of(JSON.stringify(plan.recorded))).not.toMatchObject({ column: "none" });
    expect(of(JSON.stringify(window))).toEqual({ column: "none", point: "none" });
  });
});

describe("windowLikelihood", () => {
  it("leaves out the observations that are rejected, and keeps all others whatever their departure", async () => {
    const { plan, registry } = twin(1, 0.02, 12);
    const configuration: Configuration = plan.recorded;
    const of = async (gate: "first" | "chosen", rejected: readonly number[]): Promise<WindowLikelihood> =>
      withFolder((output) => {
        const window = windowConfiguration(configuration, plan.period, gate);
        return windowLikelihood(window, rejected, registry, { ...surroundings(), output, replace: false });
      });
    const first = await of("first", []);
    const all = await of("chosen", first.rejected);
    expect(all).toEqual(first);
    expect(first.kinds).toEqual(["column"]);
    expect(first.rejected.length).toBeGreaterThan(0);
    // Too small a size takes gross errors for what it does not expect; the set is then no other one for the gate.
    expect((await of("chosen", [])).count).toBe(first.count + first.rejected.length);
  });
});
