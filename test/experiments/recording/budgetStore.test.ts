import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBudgetStore } from "../../../src/experiments/recording/budgetStore.js";
import type { BudgetTerms } from "../../../src/runs/budgetFile.js";
import type { RunFolder } from "../../../src/runs/runFolder.js";
import { DAY, reading, temporaryFolder } from "./folder.js";

let folder: RunFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder.path, { recursive: true }));

const first: BudgetTerms = { start: 1000, emission: 10, inflow: -4, increment: 2, airCorrection: 1, end: 1009.5 };
const second: BudgetTerms = { start: 1009.5, emission: 20, inflow: -8, increment: 3, airCorrection: -1, end: 1023 };
const control: BudgetTerms = { start: 1000, emission: 7, inflow: 0, increment: 0, airCorrection: 0, end: 1007 };

function record() {
  const recorder = createBudgetStore(folder);
  recorder.add("analysis", DAY, first);
  recorder.add("analysis", DAY + 86400, second);
  recorder.add("control", DAY, control);
  return recorder;
}

describe("budgets", () => {
  it("are written by day and run, with what is left over; NaN where a run has no such day", async () => {
    await record().write();
    const { values, runs, time, units } = await reading(folder, "budget.nc", (file) => ({
      values: Object.fromEntries(
        ["start", "emission", "inflow", "increment", "air_correction", "end", "residual"].map((name) => [
          name,
          Array.from(file.variable(name).read()),
        ]),
      ),
      runs: file.variable("run").readStrings(),
      time: Array.from(file.variable("time").read()),
      units: file.variable("residual").attributes.units,
    }));
    expect(runs).toEqual(["analysis", "control"]);
    expect(time).toEqual([DAY, DAY + 86400]);
    expect(units).toBe("mol");
    expect(values).toEqual({
      start: [1000, 1000, 1009.5, Number.NaN],
      emission: [10, 7, 20, Number.NaN],
      inflow: [-4, 0, -8, Number.NaN],
      increment: [2, 0, 3, Number.NaN],
      air_correction: [1, 0, -1, Number.NaN],
      end: [1009.5, 1007, 1023, Number.NaN],
      residual: [-0.5, 0, 0.5, Number.NaN],
    });
  });

  it("sum up over the days from the first start to the last end", () => {
    expect(record().summary()).toEqual({
      analysis: { start: 1000, emission: 30, inflow: -12, increment: 5, airCorrection: 0, end: 1023, residual: 0 },
      control: { ...control, residual: 0 },
    });
  });

  it("show a gap between days in the residual of the whole", () => {
    const recorder = createBudgetStore(folder);
    recorder.add("analysis", DAY, first);
    recorder.add("analysis", DAY + 86400, { ...second, start: 1109.5, end: 1123.5 });
    expect(recorder.summary().analysis.residual).toBe(1000 + 30 - 12 + 5 + 0 - 1123.5);
  });
});
