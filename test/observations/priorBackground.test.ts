import { describe, expect, it } from "vitest";
import { CoverageError } from "../../src/errors.js";
import { priorBackground } from "../../src/observations/priorBackground.js";
import type { Retrieval } from "../../src/observations/retrieval.js";
import { exampleRetrieval } from "./exampleRetrieval.js";

const background = (retrievals: readonly Retrieval[]) =>
  priorBackground({ title: "made-up soundings", remarks: [], files: [], observations: retrievals });
const profile = (...ppm: number[]): Float64Array => Float64Array.from(ppm, (value) => value * 1e-6);
const ppm = (from: ReturnType<typeof background>, latitude: number, hPa: number): number =>
  1e6 * from.moleFraction(latitude, 100 * hPa, 0);

describe("a background of prior profiles", () => {
  it("is the profile that all soundings share: linear in pressure, constant below the lowest", () => {
    // levels at 0.1, 300, 700 and 1000 hPa
    const shared = background([-60, 10, 20.3, 85].map((latitude) => exampleRetrieval({ latitude })));
    for (const latitude of [-90, -60, 13.7, 45, 90]) {
      expect(ppm(shared, latitude, 700)).toBeCloseTo(401, 9);
      expect(ppm(shared, latitude, 500)).toBeCloseTo(400, 9);
      expect(ppm(shared, latitude, 905)).toBeCloseTo(401 + 5 * (205 / 300), 9);
      expect(ppm(shared, latitude, 1040)).toBeCloseTo(406, 9);
      expect(ppm(shared, latitude, 0)).toBeCloseTo(392, 9);
    }
  });

  it("stays the profile over high ground, whose levels end higher up", () => {
    const plateau = background([exampleRetrieval({ pressure: Float64Array.of(10, 18000, 42000, 60000) })]);
    expect(ppm(plateau, 30, 420)).toBeCloseTo(401, 9);
    expect(ppm(plateau, 30, 950)).toBeCloseTo(406, 9);
  });

  it("is the Gaussian mean over latitude, 5 degrees wide", () => {
    const two = background([
      exampleRetrieval({ latitude: 20, priorProfile: profile(400, 400, 400, 400) }),
      exampleRetrieval({ latitude: 30, priorProfile: profile(410, 410, 410, 410) }),
    ]);
    const mean = (latitude: number): number => {
      const [south, north] = [20, 30].map((other) => Math.exp(-((other - latitude) ** 2) / 50));
      return (400 * south + 410 * north) / (south + north);
    };
    for (const latitude of [15, 20, 25, 28, 40]) expect(ppm(two, latitude, 600)).toBeCloseTo(mean(latitude), 6);
    expect(ppm(two, 27.5, 600)).toBeCloseTo((mean(27) + mean(28)) / 2, 6);
    expect(ppm(two, -90, 600)).toBeCloseTo(400, 6);
    expect(ppm(two, 90, 600)).toBeCloseTo(410, 6);
  });

  it("counts each sounding once: three in the south and one in the north", () => {
    const four = background(
      [20, 20, 20, 30].map((latitude, i) =>
        exampleRetrieval({ latitude, priorProfile: new Float64Array(4).fill((i < 3 ? 400 : 404) * 1e-6) }),
      ),
    );
    expect(ppm(four, 25, 500)).toBeCloseTo(401, 9);
  });

  it("leaves out soundings with a missing value, and needs one without", () => {
    const broken = exampleRetrieval({ priorProfile: profile(400, Number.NaN, 400, 400) });
    const nowhere = exampleRetrieval({ latitude: Number.NaN });
    expect(ppm(background([broken, nowhere, exampleRetrieval()]), 35, 700)).toBeCloseTo(401, 9);
    expect(() => background([broken])).toThrow(CoverageError);
    expect(() => background([])).toThrow(/made-up soundings: no sounding has a finite prior profile/);
  });

  it("says how many profiles it is made of", () => {
    expect(background([exampleRetrieval(), exampleRetrieval()]).remarks[0]).toMatch(/latitude mean of 2 retrieval/);
  });

  it("is made of a year of soundings as well as of a day", () => {
    const one = exampleRetrieval();
    const year = Array.from({ length: 150_000 }, (_, i) => ({ ...one, latitude: 60 * Math.sin(i) }));
    expect(ppm(background(year), 35, 700)).toBeCloseTo(401, 6);
  });
});
