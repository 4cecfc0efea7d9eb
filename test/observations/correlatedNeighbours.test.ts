import { describe, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { greatCircleDistance, unitVector } from "../../src/grids/sphere.js";
import { type CorrelatedNeighbours, treatNeighbours } from "../../src/observations/correlatedNeighbours.js";
import type { Fate } from "../../src/observations/fate.js";
import type { Observation } from "../../src/observations/observation.js";
import { screenObservations } from "../../src/observations/quality.js";
import type { Retrieval } from "../../src/observations/retrieval.js";
import type { ScreenedObservation } from "../../src/observations/screenedObservation.js";
import { exampleRetrieval } from "./exampleRetrieval.js";
import { exampleSample } from "./exampleSample.js";

const KM = 1000;
/** Degrees of latitude of 1 km on the sphere. */
const DEGREES = 180 / Math.PI / 6370;
const START = exampleRetrieval().time;

/** An observation so many km north of the example, so many seconds later. */
function screened(
  km: number,
  seconds: number,
  changes: Partial<Retrieval> = {},
  fate: Fate = "assimilated",
): ScreenedObservation {
  const observation = exampleRetrieval({ latitude: 35 + km * DEGREES, time: START + seconds, ...changes });
  return { observation, cell: 0, fate };
}

function treated(
  treatment: CorrelatedNeighbours["treatment"],
  list: ScreenedObservation[],
  length = 100 * KM,
): ScreenedObservation[] {
  treatNeighbours(list, { length, treatment });
  return list;
}

describe("inflating the error of correlated neighbours", () => {
  it("multiplies R by 1 + sum exp(-d/L)", () => {
    const factors = treated("inflate", [screened(0, 0), screened(50, 8), screened(150, 22)]).map(
      ({ errorFactor }) => errorFactor,
    );
    [1 + Math.exp(-0.5) + Math.exp(-1.5), 1 + Math.exp(-0.5) + Math.exp(-1), 1 + Math.exp(-1.5) + Math.exp(-1)].forEach(
      (expected, i) => expect(factors[i]).toBeCloseTo(expected, 9),
    );
  });

  it("lets n observations in one place weigh as one", () => {
    const list = treated(
      "inflate",
      Array.from({ length: 7 }, (_, i) => screened(0, i)),
    );
    const weight = list.reduce((sum, { errorFactor = NaN }) => sum + 1 / errorFactor, 0);
    expect(weight).toBeCloseTo(1, 12);
  });

  it("gives the mean of a long even track its true variance", () => {
    // Of n alike observations with correlations r_ij the mean has the variance (sum_ij r_ij) / n^2.
    const n = 400;
    const list = treated(
      "inflate",
      Array.from({ length: n }, (_, i) => screened(10 * i - 2000, i)),
    );
    const truth =
      list.reduce((sum, a) => sum + list.reduce((own, b) => own + Math.exp(-distance(a, b) / (100 * KM)), 0), 0) /
      n ** 2;
    const assumed = 1 / list.reduce((sum, { errorFactor = NaN }) => sum + 1 / errorFactor, 0);
    expect(assumed / truth).toBeGreaterThan(0.97);
    expect(assumed / truth).toBeLessThan(1.001);
  });

  it("counts neighbours of the same overpass alone, and none that is not assimilated", () => {
    const list = treated("inflate", [
      screened(0, 0),
      screened(20, 3600),
      screened(20, -3600),
      screened(20, 5, {}, "validation"),
      screened(20, 5, {}, "not_good"),
    ]);
    expect(list.map(({ errorFactor }) => errorFactor)).toEqual([1, 1, 1, undefined, undefined]);
  });
});

describe("thinning correlated neighbours", () => {
  it("keeps the best of those within the length, and the earlier of equal ones", () => {
    const list = treated("thin", [
      screened(0, 0, { uncertainty: 1e-6 }),
      screened(60, 9, { uncertainty: 0.6e-6 }),
      screened(130, 20, { uncertainty: 0.8e-6 }),
      screened(200, 30, { uncertainty: 0.8e-6 }),
      screened(270, 40, { uncertainty: 0.8e-6 }),
    ]);
    // 60 km beats 0 and 130, 200 beats 270.
    expect(list.map(({ fate }) => fate)).toEqual(["thinned", "assimilated", "thinned", "assimilated", "thinned"]);
    expect(list.every(({ errorFactor }) => errorFactor === undefined)).toBe(true);
  });

  it("leaves no two within the length and the hour, and none without a kept one near", () => {
    const list = treated(
      "thin",
      Array.from({ length: 300 }, (_, i) =>
        screened((i * 37) % 1900, 12 * i, { uncertainty: (5 + ((i * 13) % 11)) * 1e-7 }),
      ),
    );
    const kept = list.filter(({ fate }) => fate === "assimilated");
    const near = (a: ScreenedObservation, b: ScreenedObservation): boolean =>
      Math.abs(a.observation.time - b.observation.time) < 3600 && distance(a, b) < 100 * KM;
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.flatMap((a) => kept.filter((b) => b !== a && near(a, b)))).toEqual([]);
    expect(list.filter(({ fate }) => fate === "thinned").every((a) => kept.some((b) => near(a, b)))).toBe(true);
  });

  it("leaves surface sites alone", () => {
    const site = (height: number): ScreenedObservation => ({
      observation: exampleSample({ height }),
      cell: 0,
      fate: "assimilated",
    });
    const list = treated("thin", [site(50), site(100), screened(0, 0)]);
    expect(list.map(({ fate }) => fate)).toEqual(["assimilated", "assimilated", "assimilated"]);
    expect(treated("inflate", list).map(({ errorFactor }) => errorFactor)).toEqual([undefined, undefined, 1]);
  });
});

describe("screening", () => {
  it("treats neighbours after the withheld and the second bests are gone", () => {
    const observations: Observation[] = [
      exampleRetrieval({ id: "1", uncertainty: 0.9e-6 }),
      exampleRetrieval({ id: "2", uncertainty: 0.8e-6 }),
      exampleRetrieval({ id: "3", latitude: 35 + 80 * DEGREES, time: START + 12 }),
    ];
    const period = { start: START - 3600, end: START + 7200 };
    const screen = (treatment: "thin" | "inflate"): readonly ScreenedObservation[] =>
      screenObservations(
        { title: "t", remarks: [], files: [], observations },
        createGrid(gridPreset("china-64km")),
        period,
        {
          seed: 1,
          withheldShare: 0,
          neighbours: { length: 100 * KM, treatment },
        },
      ).observations;
    expect(screen("thin").map(({ fate }) => fate)).toEqual(["validation", "assimilated", "thinned"]);
    const [second, first, third] = screen("inflate").map(({ errorFactor }) => errorFactor);
    expect(second).toBeUndefined();
    expect(first).toBeCloseTo(1 + Math.exp(-0.8), 9);
    expect(third).toBeCloseTo(1 + Math.exp(-0.8), 9);
  });
});

function distance({ observation: a }: ScreenedObservation, { observation: b }: ScreenedObservation): number {
  return greatCircleDistance(unitVector(a.longitude, a.latitude), unitVector(b.longitude, b.latitude));
}
