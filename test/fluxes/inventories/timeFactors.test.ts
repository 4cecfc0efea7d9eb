import { describe, expect, it } from "vitest";
import { timeFactorOf, timeFactorWords } from "../../../src/fluxes/inventories/timeFactors.js";
import { DAILY, HOURLY, profileNames, profileOfSector } from "../../../src/fluxes/inventories/timeProfiles.js";
import { parseTime } from "../../../src/time.js";

/** A Monday, 00:00 UTC. */
const MONDAY = parseTime("2016-07-04")!;
const hours = (count: number): number[] => Array.from({ length: count }, (_, hour) => MONDAY + 3600 * hour);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("factors of time", () => {
  it.each(profileNames)("keep any day and any week, at any longitude: %s", (name) => {
    for (const clock of ["solar", 8, -3.5] as const) {
      const daily = timeFactorOf({ diurnal: name, weekly: "none", clock }, "")!;
      const both = timeFactorOf({ diurnal: name, weekly: name, clock }, "")!;
      for (const longitude of [-170.3, 0, 116.4]) {
        expect(mean(hours(24).map((time) => daily(time, longitude)))).toBeCloseTo(1, 12);
        expect(mean(hours(168).map((time) => both(time + 7200, longitude)))).toBeCloseTo(1, 12);
      }
    }
  });

  it("are those of the local hour and weekday", () => {
    const factor = timeFactorOf({ diurnal: "transport", weekly: "transport", clock: 8 }, "")!;
    const [ofHour, ofDay] = [mean(HOURLY.transport), mean(DAILY.transport)];
    // Monday 09:00 to 10:00 UTC is 17:00 to 18:00 in China; Friday 17:00 UTC is Saturday 01:00.
    expect(factor(MONDAY + 9 * 3600, 0)).toBeCloseTo((2.08 / ofHour) * (1.02 / ofDay), 12);
    expect(factor(MONDAY + (4 * 24 + 17) * 3600, 0)).toBeCloseTo((0.09 / ofHour) * (0.81 / ofDay), 12);
    // Half an hour east of Greenwich an hour of the table begins half an hour before.
    const solar = timeFactorOf({ diurnal: "transport", weekly: "none", clock: "solar" }, "")!;
    expect(solar(MONDAY + 7 * 3600, 7.5)).toBeCloseTo((1.84 + 1.86) / 2 / ofHour, 12);
  });

  it("are scaled where numbers are given, and none where nothing is asked for", () => {
    const numbers = Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 1 : 3));
    const factor = timeFactorOf({ diurnal: numbers, weekly: "none", clock: 0 }, "")!;
    expect([factor(MONDAY, 50), factor(MONDAY + 12 * 3600, 50)]).toEqual([0.5, 1.5]);
    expect(timeFactorOf({ diurnal: "none", weekly: "none", clock: "solar" }, "power")).toBeUndefined();
    expect(timeFactorOf({ diurnal: "sector", weekly: "sector", clock: "solar" }, "TOTALS")).toBeUndefined();
    expect(timeFactorWords({ diurnal: "none", weekly: numbers, clock: -3.5 })).toBe(
      "factors of the weekday of the experiment, by UTC-3.5",
    );
  });

  it.each([
    ["power", "power"],
    ["POWER_PLANTS_POINT", "power"],
    ["ENE", "power"],
    ["Energy", "power"],
    ["industry", "industry"],
    ["IRO", "industry"],
    ["Residential, Commercial, Other", "residential"],
    ["DOMESTIC", "residential"],
    ["transportation", "transport"],
    ["ROAD_TRANSPORT", "transport"],
    ["TRO_noRES", "transport"],
    ["agriculture", undefined],
    ["TNR_Aviation_CDS", undefined],
    ["International Shipping", undefined],
    ["land", undefined],
  ])("of sector %s are those of %s", (sector, profile) => {
    expect(profileOfSector(sector)).toBe(profile);
  });
});
