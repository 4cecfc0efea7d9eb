import { expect, it } from "vitest";
import { monthOf, nameOf, shifted, yearOf } from "../../../src/fluxes/inventories/calendar.js";
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
