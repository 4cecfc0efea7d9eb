import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../../src/config/parse.js";
import type { TwinPlan } from "../../../src/config/plan.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { verticalPreset } from "../../../src/grids/verticalCoordinate.js";
import { syntheticMeteorology } from "../../../src/meteorology/sources/synthetic.js";
import { gatherInputs } from "../../../src/experiments/setup/inputs.js";
import { modelErrorRemarks, modelWeather, truthDeparture } from "../../../src/experiments/setup/modelErrors.js";

const text = (twin: string): string => `title: Twin
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
grid: { projection: "+proj=stere +lat_0=35 +lon_0=116 +R=6370000", columns: 24, rows: 20, spacingKm: 240, centre: [116, 35] }
meteorology: { source: synthetic }
background: { source: synthetic }
observations: { source: synthetic }
twin: ${twin}
`;
const parse = (twin: string): TwinPlan => parseExperiment(text(twin), "twin.yaml").plan as TwinPlan;
const all = {
  windPhaseHours: 3,
  windStrength: 0.05,
  windField: 1.5,
  boundaryLayer: 0.15,
  boundaryPpm: 0.7,
  retrievalBiasPpm: 0.3,
  covariateBiasPpm: 0.3,
  sharedNoisePpm: 1.7,
  siteErrorPpm: 1.5,
  fossilNational: 0.05,
  fossilProvincial: 0.25,
  ocean: 0.3,
  outlierShare: 0.02,
  outlierPpm: -4,
};
const nothing = Object.keys(all)
  .map((key) => `${key}: 0`)
  .join(", ");
const none = parse(`{ errors: { ${nothing} } }`);

describe("twin.errors", () => {
  it("are none where nothing is said, and those of a real model where only the section is there", () => {
    expect(parse("{}").truth.errors).toBe("none");
    expect(parse("{ errors: {} }").truth.errors).toEqual({ ...all, boundaryForm: "smooth" });
  });

  it("give the model weather of its own where it is wrong, and only there", () => {
    const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 4, 4));
    const landFraction = new Float64Array(grid.cells).fill(1);
    const weather = syntheticMeteorology({ grid, vertical: verticalPreset("jdas-15"), landFraction, seed: 1 });
    const isRight = (plan: TwinPlan): boolean => modelWeather(plan, weather, grid) === weather;
    expect(isRight(parse("{}"))).toBe(true);
    expect(isRight(none)).toBe(true);
    for (const one of ["windPhaseHours: 1", "windStrength: 0.1", "windField: 1", "boundaryLayer: 0.1"]) {
      const others = ["windPhaseHours", "windStrength", "windField", "boundaryLayer"].filter(
        (key) => !one.startsWith(key),
      );
      const rest = others.map((key) => `${key}: 0`).join(", ");
      expect(isRight(parse(`{ errors: { ${one}, ${rest} } }`))).toBe(false);
    }
  });

  it("take the place of the background's error at the boundary, a quarter of the variance an offset", () => {
    expect(truthDeparture(parse("{ backgroundErrorPpm: 0.5 }"))).toEqual({
      truthPpm: 0.5,
      truthBoundaryPpm: 0.5,
      truthOffsetPpm: 0,
    });
    const { truthPpm, truthBoundaryPpm, truthOffsetPpm } = truthDeparture(parse("{ errors: { boundaryPpm: 0.8 } }"));
    expect(truthPpm).toBe(0.5);
    expect(truthOffsetPpm).toBeCloseTo(0.4, 12);
    expect(Math.hypot(truthBoundaryPpm, truthOffsetPpm)).toBeCloseTo(0.8, 12);
  });

  it("are said in every output, each that is there", async () => {
    expect(modelErrorRemarks(parse("{}"))).toEqual([]);
    const [said] = modelErrorRemarks(parse("{ errors: {} }"));
    for (const words of [
      "weather 3 h off in time",
      "winds 5 %",
      "winds 1.5 m/s, varying in space and time",
      "boundary-layer height 15 %",
      "lateral boundary 0.7 ppm",
      "retrieval bias by region 0.3 ppm",
      "retrieval bias by covariates 0.3 ppm",
      "retrieval error shared by neighbours 1.7 ppm",
      "fossil fluxes 5 % as a whole, fossil fluxes 25 % by province, ocean fluxes 30 %",
      "2 % of the retrievals off by -4 ppm",
    ]) {
      expect(said).toContain(words);
    }
    expect(modelErrorRemarks(none)[0]).toContain("none, all are set to 0");
    const without = parse("{ errors: { windStrength: 0, windField: 0, outlierPpm: 0 } }");
    expect(modelErrorRemarks(without)[0]).not.toMatch(/winds|retrievals/);
    const inputs = await gatherInputs(parseExperiment(text("{ errors: {} }"), "twin.yaml"), ".");
    expect(inputs.remarks.some((remark) => remark.includes("weather 3 h off in time"))).toBe(true);
    inputs.close();
  });
});
