import { describe, expect, it } from "vitest";
import { inflateSites } from "../../src/observations/correlatedSites.js";
import type { Fate } from "../../src/observations/fate.js";
import type { ScreenedObservation } from "../../src/observations/screenedObservation.js";
import { exampleRetrieval } from "./exampleRetrieval.js";
import { exampleSample } from "./exampleSample.js";

const HOUR = 3600;
/** Degrees of latitude of 1 km on the sphere. */
const DEGREES = 180 / Math.PI / 6370;
const START = exampleSample().time;
const settings = { duration: 24 * HOUR, length: 300e3 };

/** A sample so many hours later, so many km north of the example. */
function sample(hours: number, km = 0, fate: Fate = "assimilated"): ScreenedObservation {
  const observation = exampleSample({ time: START + hours * HOUR, latitude: 35 + km * DEGREES });
  return { observation, cell: 0, fate };
}

function factors(list: ScreenedObservation[], duration = settings.duration): (number | undefined)[] {
  inflateSites(list, { ...settings, duration });
  return list.map(({ errorFactor }) => errorFactor);
}

describe("correlated errors of surface sites", () => {
  it("multiply R by the sum of the correlations with other samples", () => {
    const near = Math.exp(-1 / 24);
    const found = factors([sample(0), sample(1), sample(24), sample(0, 300)]);
    const expected = [
      1 + near + Math.exp(-1) + Math.exp(-1),
      1 + near + Math.exp(-23 / 24) + Math.exp(-1 / 24 - 1),
      1 + Math.exp(-1) + Math.exp(-23 / 24) + Math.exp(-2),
      1 + Math.exp(-1) + Math.exp(-1 / 24 - 1) + Math.exp(-2),
    ];
    found.forEach((factor, i) => expect(factor).toBeCloseTo(expected[i], 5));
  });

  it("give the mean of a month of afternoons its true variance", () => {
    const hours = Array.from({ length: 120 }, (_, i) => 24 * Math.floor(i / 4) + (i % 4));
    const assumed = 1 / factors(hours.map((hour) => sample(hour))).reduce<number>((sum, f = NaN) => sum + 1 / f, 0);
    const c = (a: number, b: number): number => Math.exp(-Math.abs(a - b) / 24);
    const sum = hours.reduce((all, a) => all + hours.reduce((own, b) => own + c(a, b), 0), 0);
    expect(assumed / (sum / 120 ** 2)).toBeGreaterThan(0.9);
    expect(assumed / (sum / 120 ** 2)).toBeLessThan(1.001);
  });

  it("let the four hours of an afternoon weigh about as one", () => {
    const weight = factors([0, 1, 2, 3].map((hour) => sample(hour))).reduce<number>((sum, f = NaN) => sum + 1 / f, 0);
    expect(weight).toBeGreaterThan(1);
    expect(weight).toBeLessThan(1.1);
  });

  it("count neither columns nor what is not assimilated, nor what is far off", () => {
    const column: ScreenedObservation = { observation: exampleRetrieval(), cell: 0, fate: "assimilated" };
    const list = [sample(0), sample(1, 0, "validation"), sample(2, 0, "not_good"), column, sample(0, 950), sample(73)];
    expect(factors(list)).toEqual([1, undefined, undefined, undefined, 1, 1]);
  });
});
