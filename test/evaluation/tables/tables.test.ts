import { describe, expect, it } from "vitest";
import { jackknifeInterval } from "../../../src/evaluation/jackknife.js";
import { mean } from "../../../src/evaluation/columnStatistics.js";
import { isIn, periodsOf, seasonOf } from "../../../src/evaluation/periods.js";
import type { RegionRow } from "../../../src/evaluation/rows.js";
import { comparePublished, publishedRange } from "../../../src/evaluation/tables/published.js";
import { quantile } from "../../../src/evaluation/tables/dailyDistribution.js";
import { growingSeason } from "../../../src/evaluation/tables/seasons.js";
import { parseTime } from "../../../src/time.js";

const at = (text: string): number => parseTime(text)!;

describe("periods", () => {
  it("are the whole, and years and months where there are several", () => {
    expect(periodsOf([at("2016-07-01"), at("2016-07-31")])).toEqual(["whole"]);
    expect(periodsOf([at("2016-08-01"), at("2016-07-31")])).toEqual(["whole", "2016-07", "2016-08"]);
    expect(periodsOf([at("2016-12-31"), at("2017-01-01")])).toEqual(["whole", "2016", "2017", "2016-12", "2017-01"]);
    expect(["whole", "2016", "2016-12", "2017"].map((period) => isIn(period, at("2016-12-31T23:00")))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it("have December in winter", () => {
    const months = ["2016-12", "2017-02", "2017-03", "2017-08", "2017-11"];
    expect(months.map(seasonOf)).toEqual(["DJF", "DJF", "MAM", "JJA", "SON"]);
  });
});

it("a mean's jackknife interval is Student's", () => {
  const values = [1, 4, 2, 7];
  const [low, high] = jackknifeInterval(4, (among) => mean(among.map((i) => values[i])));
  // standard error sqrt(7 / 4), t = 2.353 of 3 degrees of freedom
  expect(high - 3.5).toBeCloseTo(2.3534 * Math.sqrt(7 / 4), 3);
  expect(low + high).toBeCloseTo(7, 9);
  expect(jackknifeInterval(2, () => 1)[0]).toBeNaN();
});

it("quantiles are linear between their neighbours", () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 4, 8], share))).toEqual([1, 1.75, 3, 8]);
  expect(quantile([3], 0.75)).toBe(3);
});

describe("the growing season", () => {
  const days = Array.from({ length: 365 }, (_, d) => at("2015-01-01") + d * 86400);
  it("is the longest stretch of uptake in the running mean", () => {
    const sink = days.map((_, d) => (d >= 120 && d < 260 ? -1 : 0.5) + 0.3 * Math.sin(d));
    const [start, end] = growingSeason(days, sink)!;
    // The running mean is below 0 from where a third of its 31 days are of uptake.
    expect(Math.abs((start - days[120]) / 86400)).toBeLessThanOrEqual(6);
    expect(Math.abs((end - days[259]) / 86400)).toBeLessThanOrEqual(6);
  });

  it("is none where the days begin or end within it", () => {
    expect(
      growingSeason(
        days,
        days.map((_, d) => (d < 200 ? -1 : 1)),
      ),
    ).toBeUndefined();
    expect(
      growingSeason(
        days.slice(0, 20),
        days.slice(0, 20).map(() => -1),
      ),
    ).toBeUndefined();
  });
});

describe("published totals", () => {
  const china = (days: number) => {
    const row = { region: "mainland-china", period: "whole", days, posterior: -0.5, posteriorSpread: 0.1 };
    return comparePublished([row as RegionRow]);
  };
  it("stand beside those of years alone, the lateral correction apart", () => {
    expect(china(366)).toMatchObject({ comparable: true, posterior: -0.5, corrected: -0.36, lateralCorrection: 0.14 });
    expect(china(10)?.comparable).toBe(false);
    expect(china(540)?.comparable).toBe(false);
    expect(comparePublished([])).toBeUndefined();
    expect(publishedRange).toEqual({ low: -1.11, high: -0.12 });
  });
});
