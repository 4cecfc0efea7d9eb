import { describe, expect, it } from "vitest";
import { laneBudget } from "../../../src/experiments/recording/budgets.js";
import type { TransportModel } from "../../../src/transport/transportModel.js";

const TERMS = ["start", "emission", "inflow", "increment", "airCorrection", "end", "residual"] as const;

/** Term number t of lane l on day d is 100 d + 10 t + l. */
function fakeTransport(log: string[]): TransportModel {
  let day = 0;
  return {
    budget: {
      terms() {
        log.push("terms");
        return Object.fromEntries(
          TERMS.map((name, t) => [name, Float64Array.from({ length: 8 }, (_, lane) => 100 * day + 10 * t + lane)]),
        );
      },
      open() {
        log.push("open");
        day++;
      },
    },
  } as unknown as TransportModel;
}

describe("the daily budget", () => {
  it("is the mean over the lanes of each run, and begins the next day", () => {
    const log: string[] = [];
    const budget = laneBudget(fakeTransport(log), [
      [0, "analysis"],
      [1, "analysis"],
      [2, "analysis"],
      [4, "control"],
      [5, "truth"],
    ]);
    const day = (offset: number) => ({
      start: offset,
      emission: offset + 10,
      inflow: offset + 20,
      increment: offset + 30,
      airCorrection: offset + 40,
      end: offset + 50,
    });
    expect(budget.endDay()).toEqual([
      ["analysis", day(1)],
      ["control", day(4)],
      ["truth", day(5)],
    ]);
    expect(budget.endDay()[1]).toEqual(["control", day(104)]);
    expect(log).toEqual(["terms", "open", "terms", "open"]);
  });
});
