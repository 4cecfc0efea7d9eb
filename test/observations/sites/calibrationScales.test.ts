import { expect, it } from "vitest";
import type { SiteSample } from "../../../src/observations/observation.js";
import { scaleRemarks } from "../../../src/observations/sites/calibrationScales.js";
import { exampleSample } from "../exampleSample.js";

const on = (site: string, scale: string): SiteSample =>
  exampleSample({ site, measured: { intakeHeight: 10, altitude: 20, scale } });

it("says that scales differ, and by how much where that is published", () => {
  const remarks = scaleRemarks([on("A", "WMO CO2 X2007"), on("B", "WMO CO2 X2019"), on("C", "")]);
  expect(remarks).toEqual([
    "surface sites are on several calibration scales, nothing is converted: X2007 (A), X2019 (B), scale not told (C); " +
      "X2019 is 0.18 ppm above X2007 at 400 ppm (doi:10.5194/amt-14-3015-2021)",
  ]);
});

it("says nothing of one scale under several names, nor of what is made up", () => {
  expect(scaleRemarks([on("A", "WMO CO2 X2019"), on("B", "WMO-CO2-X2019"), on("C", "WMO X2019")])).toEqual([]);
  expect(scaleRemarks([exampleSample(), exampleSample()])).toEqual([]);
});
