import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { fluxUnitFactor, isOfCell } from "../../src/fluxes/fluxUnits.js";

describe("fluxUnitFactor", () => {
  it.each([
    ["mol m-2 s-1", 1],
    ["mol/m^2/s", 1],
    ["moles m-2 s-1", 1],
    ["mol CO2 m**-2 s**-1", 1],
    ["umol m-2 s-1", 1e-6],
    ["µmol m^-2 s^-1", 1e-6],
    ["micromol/m2/s", 1e-6],
    ["kg CO2 m-2 s-1", 1 / 0.044009],
    ["kgC m-2 s-1", 1 / 0.012011],
    ["gC m-2 d-1", 1 / 12.011 / 86400],
    ["g C m-2 day-1", 1 / 12.011 / 86400],
    ["gC/m2/yr", 1 / 12.011 / (365.2425 * 86400)],
    ["mol km-2 h-1", 1e-6 / 3600],
    ["t CO2 km-2 yr-1", 1e3 / 0.044009 / 1e6 / (365.2425 * 86400)],
    ["kg CO2 cell-1 yr-1", 1 / 0.044009 / (365.2425 * 86400)],
    ["tC/cell/day", 1e3 / 0.012011 / 86400],
  ])("reads %s", (units, factor) => {
    expect(fluxUnitFactor(units, "a") / factor).toBeCloseTo(1, 12);
  });

  it("knows those of a cell", () => {
    expect(["kg CO2 cell-1 yr-1", "tC/cell/day", "mol cell-1 s-1"].map(isOfCell)).toEqual([true, true, true]);
    expect(["kgC m-2 s-1", "tC/km2/yr", "cell"].map(isOfCell)).toEqual([false, false, false]);
  });

  it.each(["kg m-2 s-1 C", "kg m-2 s-1", "gC m-2", "gC m-2 month-1", "ppm", "", "constructor m-2 s-1"])(
    "refuses '%s'",
    (units) => {
      expect(() => fluxUnitFactor(units, 'a.nc: variable "nee"')).toThrow(InputError);
      expect(() => fluxUnitFactor(units, 'a.nc: variable "nee"')).toThrow(
        `a.nc: variable "nee": ${units === "" ? "no units" : `units "${units}"`}`,
      );
    },
  );
});
