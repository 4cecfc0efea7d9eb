import { describe, expect, it } from "vitest";
import { likelyPeriods } from "../../src/inspection/periods.js";
import { formatDay } from "../../src/time.js";

const at = (...date: [number, number, number, number?]): number =>
  Date.UTC(date[0], date[1] - 1, date[2], date[3] ?? 0) / 1000;
const words = (times: readonly number[], ...names: string[]): string[] =>
  likelyPeriods(times, names).map(({ start, end }) => `${formatDay(start)} ${formatDay(end)}`);

describe("likelyPeriods", () => {
  it("takes whole days, however steps are named", () => {
    const hours = (first: number) => Array.from({ length: 16 }, (_, i) => at(2016, 7, 1, first + 3 * i));
    expect(words(hours(0))[0]).toBe("2016-07-01 2016-07-03");
    expect(words(hours(1.5))).toContain("2016-07-01 2016-07-03");
    expect(words(hours(3))).toContain("2016-07-01 2016-07-03");
  });

  it("takes whole months and years", () => {
    const months = Array.from({ length: 12 }, (_, month) => at(2015, month + 1, 15));
    expect(words(months)[0]).toBe("2015-01-01 2016-01-01");
    expect(words([at(2015, 7, 1), at(2016, 7, 1)])[0]).toBe("2015-01-01 2016-01-02");
  });

  it("takes the day, month or year of a single time", () => {
    expect(words([at(2012, 2, 3)]).slice(0, 3)).toEqual([
      "2012-02-03 2012-02-04",
      "2012-02-01 2012-03-01",
      "2012-01-01 2013-01-01",
    ]);
  });

  it.each([
    ["v8.0_FT2022_GHG_CO2_2021_TOTALS_flx.nc", ["2021-01-01 2022-01-01", "2022-01-01 2023-01-01"]],
    ["odiac2022_1km_excl_intl_2106.tif", ["2021-06-01 2021-07-01", "2022-01-01 2023-01-01"]],
    ["MEIC_CO2_201607.nc", ["2016-07-01 2016-08-01"]],
    ["cams_2019-03.zip", ["2019-03-01 2019-04-01", "2019-01-01 2020-01-01"]],
    ["flux.txt", []],
  ])("finds the period in %s", (name, periods) => {
    expect(words([], name)).toEqual(periods);
  });
});
