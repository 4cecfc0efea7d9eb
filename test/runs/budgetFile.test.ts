import { readdirSync, rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type Budgets, type BudgetTerms, readBudgets, residualOf, writeBudgets } from "../../src/runs/budgetFile.js";
import { DAY, reading, temporaryFolder } from "../experiments/recording/folder.js";

const folder = temporaryFolder();
afterAll(() => rmSync(folder.path, { recursive: true }));

const amount = fc.double({ min: -1e17, max: 1e17, noNaN: true }).map((value) => value + 0);
const terms: fc.Arbitrary<BudgetTerms> = fc.record({
  start: amount,
  emission: amount,
  inflow: amount,
  increment: amount,
  airCorrection: amount,
  end: amount,
});
const days = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 });
const table = fc.dictionary(
  fc.constantFrom("truth", "analysis", "control", "posterior"),
  fc.tuple(days, fc.array(terms, { minLength: 4, maxLength: 4 })),
  { minKeys: 1, noNullPrototype: true },
);

describe("budget.nc", () => {
  it("is absent where nothing was written", async () => {
    expect(await readBudgets(folder.path)).toEqual(new Map());
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("gives back every run, day and term, bit for bit", async () => {
    await fc.assert(
      fc.asyncProperty(table, async (runs) => {
        const budgets: Budgets = new Map(
          Object.entries(runs).map(([run, [on, all]]) => [
            run,
            new Map([...on].sort((a, b) => a - b).map((day, i) => [DAY + day * 86400, all[i]])),
          ]),
        );
        await writeBudgets(folder, budgets);
        expect(await readBudgets(folder.path)).toEqual(budgets);
      }),
      { seed: 3, numRuns: 20 },
    );
  });

  it("says what is left over", async () => {
    const day = { start: 1000, emission: 10, inflow: -4, increment: 2, airCorrection: 1, end: 1009.5 };
    await writeBudgets(folder, new Map([["analysis", new Map([[DAY, day]])]]));
    const residual = await reading(folder, "budget.nc", (file) => Array.from(file.variable("residual").read()));
    expect(residual).toEqual([-0.5]);
    expect(residualOf(day)).toBe(-0.5);
  });
});
