import { describe, expect, it } from "vitest";
import { countFates, fates, totalOf } from "../../src/observations/fate.js";

const at = (year: number, month: number): { observation: { time: number } } => ({
  observation: { time: Date.UTC(year, month - 1, 15) / 1000 },
});

describe("fates", () => {
  it("keep the order of the flag values in observations.nc", () => {
    expect(fates.slice(0, 7)).toEqual([
      "assimilated",
      "validation",
      "not_good",
      "outside_period",
      "outside_domain",
      "thinned",
      "gross_check",
    ]);
  });

  it("are counted by month, with a column for observations without a time", () => {
    const table = countFates([
      { ...at(2016, 8), fate: "assimilated" },
      { ...at(2016, 7), fate: "assimilated" },
      { ...at(2016, 7), fate: "not_good" },
      { ...at(2016, 7), fate: "assimilated" },
      { observation: { time: NaN }, fate: "missing_value" },
    ]);
    expect(table.months).toEqual(["2016-07", "2016-08", "undated"]);
    expect(table.counts.assimilated).toEqual([2, 1, 0]);
    expect(table.counts.not_good).toEqual([1, 0, 0]);
    expect(table.counts.missing_value).toEqual([0, 0, 1]);
    expect(table.counts.thinned).toEqual([0, 0, 0]);
    expect(totalOf(table, "assimilated")).toBe(3);
    expect(fates.reduce((sum, fate) => sum + totalOf(table, fate), 0)).toBe(5);
  });
});
