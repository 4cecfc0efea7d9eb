/** The arithmetic of kernel memory: what stages really take, and experiments that are refused before anything is opened. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { kernelBytes } from "../../src/experiments/kernelBytes.js";
import { plannedExtents } from "../../src/experiments/kernelMemory.js";
import { openInputs } from "../../src/experiments/openInputs.js";
import { silent } from "../../src/experiments/progress.js";
import { prepare } from "../../src/experiments/prepare.js";
import { solve } from "../../src/experiments/solve.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { SCRATCH_BYTES } from "../../src/kernels/kernels.js";
import { ConfigError } from "../../src/errors.js";
import { createCellPart } from "../../src/experiments/ranks/cellPart.js";
import { plainSetup } from "../../src/experiments/ranks/plainSetup.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { singleProcess } from "../../src/parallel/communicator.js";
import { gridOf, sixLayers, smallExperiment } from "./smallAnalysis.js";

const common = `period: { start: 2016-07-01, end: 2016-07-02 }
background: { source: synthetic }`;
const twin = "twin: {}\nobservations: { source: synthetic, network: towers }";
const cases = {
  "the recommended ensemble": `${twin}\nensemble: { members: 10 }`,
  "bounds, inflation and another filter": `${twin}\nensemble: { members: 6, lagDays: 0, bounds: gross }\nfilter: { method: letkf, inflation: { rtpp: 0.5 } }`,
  "the published one, with all of the transport": `${twin}\nensemble: { form: paper-stabilised, members: 6, lagHours: 12 }\nhorizontalDiffusion: multiscale\ndeepConvection: bulk\noutputs: { concentration: none }`,
  "perturbed analyses beside the members": `${twin.replace("towers }", "gosat, error: { correlated: { ppm: 1, lengthKm: 500, memoryDays: 5 } } }")}\nensemble: { members: 6, lagDays: 1 }`,
  "a truth on its own": `${twin.replace("{}", "{ transport: { refine: 2 } }")}\nensemble: { members: 5, lagDays: 1 }`,
  "a forward run": "runs: [control]",
};

const alone = singleProcess(() => {
  throw new Error("ended");
});

const world = {
  inputFolder: ".",
  replace: false,
  progress: silent,
  threads: 1,
  program: "test",
  node: "test",
  now: () => new Date(0),
};

describe("kernelBytes", () => {
  it.each(Object.entries(cases))("is what each stage takes: %s", async (_, settings) => {
    const output = mkdtempSync(join(tmpdir(), "openjdas-memory-"));
    onTestFinished(() => rmSync(output, { recursive: true }));
    const planned = smallExperiment(`${gridOf(14, 12, 300)}\n${sixLayers}\n${common}\n${settings}`);
    const used: number[] = [];
    const kernels = async (threads: number): Promise<Kernels> => {
      const loaded = await loadKernels(threads);
      const close = (): Promise<void> => {
        used.push(loaded.memory.used);
        return loaded.close();
      };
      return { ...loaded, memory: loaded.memory, close };
    };
    const surroundings = { ...world, output, kernels };
    const experiment = await openInputs(planned, surroundings);
    const run = await prepare(experiment, surroundings);
    if (run !== "finished") await solve(run);
    await experiment.close();
    const extents = plannedExtents(planned.plan);
    expect(extents).toMatchObject({ columns: 14, rows: 12, levels: 6 });
    const stages = kernelBytes(planned.plan, extents!, 1);
    expect(stages.map(({ stage }) => stage)).toHaveLength(used.length);
    stages.forEach(({ total }, i) => {
      // What the filter lists of each observation is not in it.
      expect((total - SCRATCH_BYTES) / (used[i] - SCRATCH_BYTES)).toBeGreaterThan(0.9);
      expect((total - SCRATCH_BYTES) / (used[i] - SCRATCH_BYTES)).toBeLessThan(1.01);
    });
  });
});

describe("openInputs", () => {
  it("refuses what the kernels cannot address, and says what would fit", async () => {
    const tooLarge = smallExperiment(`${gridOf(600, 500, 10)}\n${common}\n${twin}\nensemble: { members: 100 }`);
    const began = performance.now();
    const opened = openInputs(tooLarge, world);
    await expect(opened).rejects.toThrow(ConfigError);
    await expect(opened).rejects.toThrow(
      /small\.yaml:\d+:\d+: ensemble\.members: \d+ MiB of kernel memory for 600 x 500 cells, 15 layers and 152 lanes \(.*\); expected 4096 MiB at most/,
    );
    expect(performance.now() - began).toBeLessThan(1000);
    const message = await opened.then(String, String);
    const members = Number(/would fit: members: (\d+)/.exec(message)?.[1]);
    const lanes = (n: number): string => `${gridOf(600, 500, 10)}\n${common}\n${twin}\nensemble: { members: ${n} }`;
    const bytes = (n: number): number => {
      const { plan } = smallExperiment(lanes(n));
      return Math.max(...kernelBytes(plan, plannedExtents(plan)!, 1).map(({ total }) => total));
    };
    expect(bytes(members)).toBeLessThanOrEqual(2 ** 32);
    expect(bytes(members + 1)).toBeGreaterThan(2 ** 32);
    const ranks = Number(/, or (\d+) ranks of MPI/.exec(message)?.[1]);
    const extents = plannedExtents(tooLarge.plan)!;
    const onRanks = (count: number): number =>
      Math.max(...kernelBytes(tooLarge.plan, extents, 1, count).map(({ total }) => total));
    expect(onRanks(ranks)).toBeLessThanOrEqual(2 ** 32);
    expect(onRanks(ranks - 1)).toBeGreaterThan(2 ** 32);
    // A job of so many is let through to its inputs.
    const communicator = { ...alone, size: ranks };
    await (await openInputs(tooLarge, { ...world, communicator })).close();
  });
});

describe("kernelBytes on ranks", () => {
  it("is what a rank takes for its cells", async () => {
    const planned = smallExperiment(
      `${gridOf(14, 12, 300)}\n${sixLayers}\n${common}\n${twin}\nensemble: { members: 10 }\nhorizontalDiffusion: multiscale\ndeepConvection: bulk`,
    );
    const { plan } = planned;
    if (plan.kind === "forward" || plan.ensemble.form !== "persistent") throw new Error("another experiment");
    const kernels = await loadKernels(1);
    const opened = await openInputs(planned, world);
    const { grid, vertical, landFraction } = opened.inputs;
    const stages = kernelBytes(plan, plannedExtents(plan)!, 1, 3);
    const { lanes, parts } = stages[0];
    const communicator = { ...alone, rank: 2, size: 3 };
    const setup = { grid, vertical, kernels, layout: laneLayout(lanes), referenceMoleFraction: 4e-4, timeStep: 1800 };
    const before = kernels.memory.used;
    const part = createCellPart(plainSetup(setup), lanes, communicator, kernels);
    const transport = parts["mole fraction"] + parts["air and winds"] + parts["emission, sides and budget"];
    // Rank 0 alone has the emission of all cells; diffusion and convection are taken when there are any.
    const { columns, rows } = grid;
    const faces = 6 * ((columns + 1) * 4 + 5 * (rows + 1));
    const elsewhere = 4 * columns * rows * lanes + 8 * (faces + 7 * 5 * rows) + 4 * 5 * rows;
    const ofTransport = kernels.memory.used - before;
    expect(ofTransport / (transport - elsewhere)).toBeCloseTo(1, 1);
    const { sigma, lagDays, scales } = plan.ensemble;
    const layout = { ...laneLayout(10, ["control"]), lanes };
    part.createFluxes(
      { layout, sigma, lagDays, scales, seed: 1, isBounded: false },
      { landFraction, xLength: grid.xFaces.length, yLength: grid.yFaces.length },
    );
    expect((kernels.memory.used - before - ofTransport) / parts["flux ensembles"]).toBeCloseTo(1, 1);
    await opened.close();
    await kernels.close();
  });
});
