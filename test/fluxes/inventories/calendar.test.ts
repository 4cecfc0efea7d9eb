import { expect, it } from "vitest";
import { inYear, monthOf, nameOf, shifted, standingFor, yearOf } from "../../../src/fluxes/inventories/calendar.js";
import { parseTime, type Time } from "../../../src/time.js";

const at = (text: string): Time => parseTime(text)!;

it("calls months and years by their names", () => {
  expect([nameOf(yearOf(2016)), nameOf(monthOf(2016, 12))]).toEqual(["2016", "2016-12"]);
  expect(nameOf({ start: at("2016-07-01"), end: at("2016-07-09") })).toBe("2016-07-01 to 2016-07-08");
});

it("shifts months to months where a year stands for another, and by seconds where a day does", () => {
  const years = shifted({ shiftFrom: at("2016-01-01"), shiftTo: at("2017-01-01") });
  const { start, end } = monthOf(2016, 2);
  expect([years(start), years(end)]).toEqual([at("2017-02-01"), at("2017-03-01")]);
  expect(years(at("2016-12-31T23:30"))).toBe(at("2017-12-31T23:30"));
  const days = shifted({ shiftFrom: at("2016-07-01"), shiftTo: at("2016-07-08") });
  expect(days(at("2016-12-30"))).toBe(at("2017-01-06"));
});

it("lets a year stand for each that a period touches", () => {
  const every = standingFor({ kind: "every-year" }, { start: at("2015-12-31"), end: at("2017-01-01") });
  expect(every(monthOf(2010, 2))).toEqual([monthOf(2015, 2), monthOf(2016, 2)]);
  expect(every(yearOf(2010))).toEqual([yearOf(2015), yearOf(2016)]);
  expect([at("2016-02-29T05"), at("2016-12-31T23")].map((time) => inYear(time, 2015))).toEqual([
    at("2015-03-01T05"),
    at("2015-12-31T23"),
  ]);
});
