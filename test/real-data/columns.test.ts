/** A real sounding of OCO-2 v11.2 that OpenGHG cut out of a Lite file, under other names: read by name. */
import { expect, it } from "vitest";
import { readColumns } from "../../src/observations/sources/columns.js";
import { toPpm } from "../../src/units.js";
import { describeWithShared, sharedData } from "../sharedData.js";

describeWithShared("a sounding of OCO-2 in the form of OpenGHG", () => {
  it("is read by the names of its variables, with a prior column that follows from the profile", async () => {
    const file = sharedData("reader-fixtures", "oco2-spectrometer_oco2_20150131-336_co2-column.nc");
    const { observations } = await readColumns([file], {
      title: "OCO-2 of OpenGHG",
      variables: {
        time: "time",
        longitude: "lon",
        latitude: "lat",
        xco2: "xco2",
        uncertainty: "xco2_uncertainty",
        pressure: "pressure_levels",
        averagingKernel: "xco2_averaging_kernel",
        pressureWeight: "pressure_weights",
        priorProfile: "co2_profile_apriori",
      },
    });
    expect(observations).toHaveLength(1);
    const [{ missing, good, time, xco2, priorXco2, uncertainty, pressure }] = observations;
    expect(missing).toBeUndefined();
    expect(good).toBe(true);
    expect(new Date(1000 * time).toISOString().slice(0, 10)).toBe("2015-01-31");
    expect(toPpm(xco2)).toBeGreaterThan(395);
    expect(toPpm(xco2)).toBeLessThan(405);
    expect(Math.abs(toPpm(xco2 - priorXco2))).toBeLessThan(5);
    expect(toPpm(uncertainty)).toBeLessThan(2);
    expect(pressure).toHaveLength(20);
    expect(pressure[19]).toBeGreaterThan(5e4);
  });
});
