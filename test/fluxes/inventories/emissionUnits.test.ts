import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { monthOf, yearOf } from "../../../src/fluxes/inventories/calendar.js";
import { molesPerSecond, parseEmissionUnits } from "../../../src/fluxes/inventories/emissionUnits.js";

describe("units of emissions", () => {
  it.each([
    ["t", { kilograms: 1e3, mass: undefined, of: "cell", time: undefined }],
    ["Tonnes", { kilograms: 1e3, mass: undefined, of: "cell", time: undefined }],
    ["kt/mon", { kilograms: 1e6, mass: undefined, of: "cell", time: "month" }],
    ["tC/cell/month", { kilograms: 1e3, mass: "carbon", of: "cell", time: "month" }],
    ["tonne carbon/cell/month", { kilograms: 1e3, mass: "carbon", of: "cell", time: "month" }],
    ["kg m-2 s-1", { kilograms: 1, mass: undefined, of: "square metre", time: "second" }],
    ["gC m-2 d-1", { kilograms: 1e-3, mass: "carbon", of: "square metre", time: "day" }],
    ["gC/m2/d", { kilograms: 1e-3, mass: "carbon", of: "square metre", time: "day" }],
    ["kg CO2 m^-2 yr^-1", { kilograms: 1, mass: "CO2", of: "square metre", time: "year" }],
    ["Tg/yr", { kilograms: 1e9, mass: undefined, of: "cell", time: "year" }],
  ])("are understood: %s", (text, units) => {
    expect(parseEmissionUnits(text, "a.nc")).toEqual({ text, ...units });
  });

  it.each(["", "mol m-2 s-1", "lb", "kg m-3", "kg/m2/m2", "t/s/s", "10^6 mol"])("are refused: %s", (text) => {
    expect(() => parseEmissionUnits(text, "a.nc")).toThrow(InputError);
  });

  it("are moles a second by month and year of the calendar, of CO2 or of carbon", () => {
    const rate = (text: string, mass: "CO2" | "carbon", interval = monthOf(2016, 2)): number =>
      molesPerSecond(parseEmissionUnits(text, ""), mass, interval, "a.nc");
    expect(rate("t", "CO2")).toBeCloseTo(1e6 / 44.009 / (29 * 86400), 12);
    expect(rate("t/month", "carbon")).toBeCloseTo(1e6 / 12.011 / (29 * 86400), 12);
    expect(rate("tC", "CO2")).toBe(rate("t", "carbon"));
    expect(rate("t/year", "CO2")).toBeCloseTo(1e6 / 44.009 / (366 * 86400), 12);
    expect(rate("t", "CO2", yearOf(2015))).toBeCloseTo(1e6 / 44.009 / (365 * 86400), 12);
    expect(() => rate("t/month", "CO2", yearOf(2015))).toThrow('units "t/month" for 365 days; expected a month');
  });
});
