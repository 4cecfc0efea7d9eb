/** The background made of the priors in two days of ACOS v9 Lite files. */
import { beforeAll, expect, it } from "vitest";
import type { ZonalBackground } from "../../src/fields/background.js";
import { priorBackground } from "../../src/observations/priorBackground.js";
import type { RetrievalSet } from "../../src/observations/observation.js";
import { readLite } from "../../src/observations/sources/lite.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const FILES = [
  "acos_LtCO2_090901_v205205_B9213A_200310212449s.nc4",
  "acos_LtCO2_090902_v205205_B9213A_200310212523s.nc4",
].map((name) => sharedData("acos", name));

describeWithShared("the background of ACOS priors", () => {
  let set: RetrievalSet;
  let background: ZonalBackground;
  beforeAll(async () => {
    set = await readLite(FILES);
    background = priorBackground(set);
  });

  it("is near each sounding's own prior column when weighted as that is", () => {
    let squares = 0;
    for (const r of set.observations) {
      let column = 0;
      r.pressure.forEach((pressure, k) => {
        column += r.pressureWeight[k] * background.moleFraction(r.latitude, pressure, 0);
      });
      squares += (column - r.priorXco2) ** 2;
    }
    // ACOS priors vary along a latitude by a few tenths of a ppm
    expect(1e6 * Math.sqrt(squares / set.observations.length)).toBeLessThan(0.6);
  });

  it("is smooth in latitude and has in September less CO2 at the ground in the north than in the south", () => {
    for (const pressure of [1e5, 5e4, 1e4]) {
      for (let latitude = -60; latitude < 70; latitude++) {
        const step =
          background.moleFraction(latitude + 1, pressure, 0) - background.moleFraction(latitude, pressure, 0);
        expect(1e6 * Math.abs(step)).toBeLessThan(0.7);
      }
    }
    expect(background.moleFraction(55, 1e5, 0)).toBeLessThan(background.moleFraction(-30, 1e5, 0) - 2e-6);
  });
});
