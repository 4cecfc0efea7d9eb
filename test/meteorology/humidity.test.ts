import { describe, expect, it } from "vitest";
import { saturationVapourPressure, specificHumidity, virtualTemperature } from "../../src/meteorology/humidity.js";

describe("humidity", () => {
  it("meets tabulated saturation pressures", () => {
    // Over water at 20 and 35 Celsius, over ice at -40 Celsius (WMO No. 8, annex 4.B).
    expect(saturationVapourPressure(293.15) / 2339).toBeCloseTo(1, 2);
    expect(saturationVapourPressure(308.15) / 5629).toBeCloseTo(1, 2);
    expect(saturationVapourPressure(233.15) / 12.84).toBeCloseTo(1, 1);
  });

  it("has no jump between the phases", () => {
    for (const edge of [250.16, 273.16]) {
      const ratio = saturationVapourPressure(edge + 1e-7) / saturationVapourPressure(edge - 1e-7);
      expect(ratio).toBeCloseTo(1, 6);
    }
  });

  it("makes specific humidity of relative humidity", () => {
    const e = 0.5 * saturationVapourPressure(298.15);
    expect(specificHumidity(0.5, 298.15, 1e5)).toBeCloseTo((0.622 * e) / (1e5 - 0.378 * e), 5);
    expect(specificHumidity(-0.01, 298.15, 1e5)).toBe(0);
    expect(specificHumidity(1, 230, 1000)).toBeLessThan(0.5);
  });

  it("makes moist air lighter", () => {
    expect(virtualTemperature(300, 0.01)).toBeCloseTo(301.82, 1);
  });
});
