/** The key `mixing` of an experiment reaches the tracer. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCycle } from "../../src/assimilation/cycle.js";
import { laneLayout } from "../../src/fields/ensemble.js";
import { parseExperiment } from "../../src/config/parse.js";
import { gatherInputs, type Inputs } from "../../src/experiments/setup/inputs.js";
import { createForecastModel, type ForecastModel } from "../../src/experiments/setup/model.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";

const HOURS = 4;
const text = (mixing: string): string => `title: Mixing
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
grid: { projection: "+proj=stere +lat_0=35 +lon_0=116 +R=6370000", columns: 12, rows: 10, spacingKm: 240, centre: [116, 35] }
vertical: { sigma: [1, 0.99, 0.97, 0.93, 0.88, 0.8, 0.7, 0.5, 0.2, 0], topHPa: 50 }
timeStepMinutes: 60
${mixing}
meteorology: { source: synthetic }
background: { source: synthetic }
runs: [control]
`;

let kernels: Kernels;
const inputs = new Map<string, Inputs>();
beforeAll(async () => {
  kernels = await loadKernels(1);
  for (const mixing of ["local", "acm2"]) {
    const parsed = parseExperiment(text(`mixing: ${mixing}`), "mixing.yaml");
    inputs.set(mixing, await gatherInputs(parsed, "."));
  }
});
afterAll(() => kernels.close());

function create(mixing: string): { model: ForecastModel; start: number } {
  const given = inputs.get(mixing);
  if (given === undefined) throw new Error(`no inputs for ${mixing}`);
  return { model: createForecastModel(given, kernels, laneLayout(4)), start: given.plan.period.start };
}

/** The state after the hours of a cycle without observations. */
async function cycled(mixing: string): Promise<number[]> {
  const { model, start } = create(mixing);
  const { transport, forcing, setBoundary } = model;
  await runCycle(
    {
      transport,
      forcing,
      setBoundary,
      observations: { before() {}, at: () => [] },
      async emit() {
        transport.emission.fill(1e-6);
      },
      compare: () => [],
      analyse: () => [],
      review() {},
    },
    start,
    start + 3600 * HOURS,
    [],
  );
  return Array.from(transport.state.data);
}

async function advanced(mixing: string, withNonLocal: boolean): Promise<number[]> {
  const { model, start } = create(mixing);
  const { transport, forcing, setBoundary } = model;
  for (let hour = 0; hour < HOURS; hour++) {
    const air = await forcing(start + 3600 * hour);
    setBoundary(start + 3600 * hour, air.surfacePressure);
    transport.emission.fill(1e-6);
    transport.advance(air.flow, air.exchange, withNonLocal ? air.nonLocal : undefined);
  }
  return Array.from(transport.state.data);
}

it("is local diffusion where nothing is said", () => {
  expect(parseExperiment(text(""), "mixing.yaml").config.mixing).toBe("local");
});

it("mixes locally, or by ACM2 with its non-local part", async () => {
  const [local, acm2] = [await cycled("local"), await cycled("acm2")];
  expect(local).toEqual(await advanced("local", false));
  expect(acm2).toEqual(await advanced("acm2", true));
  expect(acm2).not.toEqual(await advanced("acm2", false));
  expect(acm2).not.toEqual(local);
});

it("has no sub-grid transport where nothing is said", () => {
  const { urbanFraction, horizontalDiffusion, deepConvection } = parseExperiment(text(""), "mixing.yaml").config;
  expect([urbanFraction, horizontalDiffusion, deepConvection]).toEqual(["none", "none", "none"]);
});

it.each([
  ["horizontalDiffusion: multiscale", ["xDiffusion", "yDiffusion"], ""],
  ["deepConvection: bulk", ["updraft"], "bulk scheme"],
  ["urbanFraction: cities", [], "GeoNames"],
] as const)("%s reaches the tracer", async (line, arrays, remark) => {
  const parsed = parseExperiment(text(line), "mixing.yaml");
  inputs.set(line, await gatherInputs(parsed, "."));
  const { model, start } = create(line);
  const air = await model.forcing(start);
  for (const name of ["xDiffusion", "yDiffusion", "updraft"] as const) {
    expect(air[name]?.some((value) => value > 0) ?? false).toBe(arrays.some((wanted) => wanted === name));
  }
  expect(await cycled(line)).not.toEqual(await cycled("local"));
  expect(inputs.get(line)!.remarks.join(" ")).toContain(remark);
});

it("asks for weather that has an urban fraction where it shall come from there", async () => {
  const parsed = parseExperiment(text("urbanFraction: meteorology"), "mixing.yaml");
  await expect(gatherInputs(parsed, ".")).rejects.toThrow(/no urban fraction in synthetic weather/);
});
