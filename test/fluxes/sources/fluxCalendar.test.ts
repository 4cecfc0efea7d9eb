import { describe, expect, it } from "vitest";
import { CoverageError, InputError } from "../../../src/errors.js";
import { fluxCalendar, type FluxStep } from "../../../src/fluxes/sources/fluxCalendar.js";
import { calendarMonth } from "../../../src/fluxes/sources/fluxSteps.js";
import { parseTime, type Time } from "../../../src/time.js";

const at = (text: string): Time => parseTime(text)!;
const days = (...starts: string[]): FluxStep[] =>
  starts.map((start, index) => ({ start: at(start), end: at(start) + 86400, file: 0, index }));
const months = (...numbers: number[]): FluxStep[] =>
  numbers.map((month, index) => ({ ...calendarMonth(Date.UTC(2001, month - 1, 5) / 1000), file: index, index: 0 }));

function shiftOf(from: string, to: string) {
  const [shiftFrom, shiftTo] = [at(from), at(to)];
  return { kind: "shift", seconds: shiftTo - shiftFrom, shiftFrom, shiftTo } as const;
}

describe("fluxCalendar", () => {
  it("names every hole of a period, at its ends and inside", () => {
    const calendar = fluxCalendar(days("2016-07-02", "2016-07-03", "2016-07-06"), { kind: "as-is" }, "a.nc");
    calendar.check(at("2016-07-02"), at("2016-07-04"));
    const check = (): void => calendar.check(at("2016-07-01"), at("2016-07-08"));
    expect(check).toThrow(CoverageError);
    for (const hole of ["01T00:00Z to 2016-07-02", "04T00:00Z to 2016-07-06", "07T00:00Z to 2016-07-08"]) {
      expect(check).toThrow(`no fluxes from 2016-07-${hole}`);
    }
  });

  it("shifts dates by seconds, and says which day stands for which", () => {
    const shift = shiftOf("2015-07-01", "2016-07-01");
    const calendar = fluxCalendar(days("2015-07-01", "2015-07-02"), shift, "a.nc");
    expect(calendar.at(at("2016-07-02T05"))).toEqual([{ step: 1, share: 1 }]);
    expect(() => calendar.at(at("2015-07-01"))).toThrow(CoverageError);
    expect(calendar.remarks).toEqual(["a.nc: its dates are shifted by +366 days: 2015-07-01 stands for 2016-07-01"]);
  });

  it("shifts months by years to months, over a leap day too", () => {
    const calendar = fluxCalendar(months(1, 2, 3, 12), shiftOf("2001-01-01", "2016-01-01"), "a.nc");
    for (const [day, step] of [
      ["2016-02-29T23", 1],
      ["2016-03-01", 2],
      ["2016-12-31T23", 3],
    ] as const) {
      expect(calendar.at(at(day))).toEqual([{ step, share: 1 }]);
    }
    expect(calendar.remarks.join()).toContain("2001-01-01 stands for 2016-01-01");
  });

  it("takes the month of any year", () => {
    const calendar = fluxCalendar(months(6, 7, 8), { kind: "every-year" }, "a.nc");
    expect(calendar.at(at("2016-07-31T23"))).toEqual([{ step: 1, share: 1 }]);
    expect(calendar.at(at("1988-08-01"))).toEqual([{ step: 2, share: 1 }]);
    calendar.check(at("2016-06-01"), at("2016-09-01"));
    expect(() => calendar.check(at("2016-08-01"), at("2016-09-02"))).toThrow(/no month September, only June, July/);
    expect(calendar.remarks.join()).toMatch(/climatology/);
    expect(() => fluxCalendar(months(1, 1), { kind: "every-year" }, "a.nc")).toThrow(/January twice/);
    expect(() => fluxCalendar(days("2016-07-02"), { kind: "every-year" }, "a.nc")).toThrow(InputError);
  });

  it("holds one step steady, and says so", () => {
    const calendar = fluxCalendar(days("2016-07-02", "2016-07-03"), { kind: "held-steady" }, "a.nc");
    expect(calendar.at(0)).toEqual([{ step: 0, share: 1 }]);
    expect(calendar.remarks.join()).toMatch(/2016-07-02T00:00Z is held steady/);
  });
});
