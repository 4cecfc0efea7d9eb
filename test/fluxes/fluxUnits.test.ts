import { describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { fluxUnitFactor } from "../../src/fluxes/fluxUnits.js";

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
  ])("reads %s", (units, factor) => {
    expect(fluxUnitFactor(units, "a") / factor).toBeCloseTo(1, 12);
  });

  it.each(["kg m-2 s-1 C", "kg m-2 s-1", "gC m-2", "gC m-2 month-1", "ppm", "", "constructor m-2 s-1"])(
    "refuses '%s'",
    (units) => {
      expect(() => fluxUnitFactor(units, 'a.nc: variable "nee"')).toThrow(InputError);
      expect(() => fluxUnitFactor(units, 'a.nc: variable "nee"')).toThrow(`a.nc: variable "nee": units "${units}"`);
    },
  );
});
