/** Numbers that cannot be, in every stage and lane: the run stops before it writes them, and says where they are. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Recorder } from "../../src/assimilation/recorder.js";
import { NumericalError } from "../../src/errors.js";
import type { Inputs } from "../../src/experiments/setup/inputs.js";
import { createAnalysis, lanesOf } from "../../src/experiments/solvers/analysis.js";
import { createControl } from "../../src/experiments/solvers/forward.js";
import type { StageRun } from "../../src/experiments/solvers/stage.js";
import { gatherSmall, gridOf, kernelsForTest, recordersOf, sixLayers, truthOf } from "./smallAnalysis.js";

const inputs = await gatherSmall(`period: { start: 2016-07-01, end: 2016-07-02 }
${gridOf(8, 8, 400)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic }
outputs: { concentration: daily }
twin: { transport: { mixing: acm2 } }
ensemble: { form: persistent, members: 4 }
`);

/** Puts a value into the mole fraction at the end of an hour, at a row [level * cells + cell] of a lane. */
const poison = (hour: number, row: number, lane: number, value: number): Recorder => ({
  hour({ time, state }) {
    if (time === inputs.plan.period.start + 3600 * hour) state.data[row * state.layout.lanes + lane] = value;
  },
});

async function stopped(
  create: (inputs: Inputs, recorder: Recorder) => Promise<{ run: StageRun; folder: string }>,
  recorder: Recorder,
): Promise<{ message: string; files: string[] }> {
  const { run, folder } = await create(inputs, recorder);
  try {
    await run.advance(inputs.plan.period.end);
  } catch (error) {
    if (!(error instanceof NumericalError)) throw error;
    return { message: error.message, files: readdirSync(folder) };
  }
  throw new Error("it went on");
}

const control = async (own: Inputs, recorder: Recorder) => {
  const recorders = { ...recordersOf(own), further: () => [recorder] };
  return { run: createControl(own, await kernelsForTest(), recorders), folder: recorders.folder.path };
};

const analysis = async (own: Inputs, recorder: Recorder) => {
  const recorders = { ...recordersOf(own), further: () => [recorder] };
  const truthRun = { kind: "done", values: await truthOf(inputs) } as const;
  const run = createAnalysis({ ...inputs, truthRun }, await kernelsForTest(), recorders);
  return { run, folder: recorders.folder.path };
};

describe("a mole fraction that cannot be", () => {
  it.each([
    [Number.NaN, /of NaN;/],
    [-0.05, /of -\d+ ppm;/],
    [1, /of \d{5,} ppm;/],
  ])("stops a forward run in the hour after it comes into the lowest layer: %d", async (value, found) => {
    const { message, files } = await stopped(control, poison(3, 20, 0, value));
    expect(message).toMatch(
      /^CTRL at 2016-07-01T04:00Z, layer [12] of 6 at \d\d\.\d\d N \d+\.\d\d E \(column \d, row \d\): a mole fraction of /,
    );
    expect(message).toMatch(found);
    expect(message).toMatch(/expected between 0 and 20000 ppm; the flux into it is -?[\d.e-]+ umol m-2 s-1: look at/);
    expect(files).toEqual([]);
  });

  it("that spreads at once is found in the budget of the day, which does not close", async () => {
    const { message, files } = await stopped(control, poison(3, 20, 0, -500e-6));
    expect(message).toMatch(
      /^CTRL, the day that ends at 2016-07-02T00:00Z: a carbon budget that does not close: 0.0006/,
    );
    expect(files).toEqual([]);
  });

  it("in an upper layer stops it at the end of the day, before anything of the day is written", async () => {
    const { message, files } = await stopped(control, poison(23, 5 * inputs.grid.cells + 20, 0, Number.NaN));
    expect(message).toMatch(/^CTRL at 2016-07-02T00:00Z, layer 6 of 6/);
    expect(files).toEqual([]);
  });

  it("in the truth stops it", async () => {
    const recorders = { ...recordersOf(inputs), further: () => [poison(3, 20, 0, Number.NaN)] };
    await expect(truthOf(inputs, { recorders })).rejects.toThrow(/^the truth at 2016-07-01T04:00Z, layer [12] of 6/);
  });

  describe("in an analysis stops it, in whatever lane", async () => {
    const { control, perturbed } = lanesOf({ ...inputs, truthRun: { kind: "done", values: new Map() } });
    it.each([
      [1, "column 4, row 2"],
      [control, "CTRL"],
      [perturbed!.first + 1, "AN, perturbed analysis 1"],
    ])("%d", async (lane, name) => {
      const { message, files } = await stopped(analysis, poison(0, 20, lane as number, Number.NaN));
      expect(message).toContain(name);
      expect(files).toEqual([]);
    });
  });
});
