import { describe, expect, it } from "vitest";
import { gaspariCohn } from "../../src/filters/gaspariCohn.js";
import {
  chordDistance,
  type HorizontalGeometry,
  partsOf,
  type Position,
  reachesOf,
  reachOf,
  taperAt,
  zeroDistanceOf,
} from "../../src/filters/localization.js";
import { simulatedTapers } from "../../src/filters/simulatedTapers.js";

describe("gaspariCohn", () => {
  it("is 1 at zero, 5/24 at the half-width, 0 from the full width on", () => {
    expect(gaspariCohn(0)).toBe(1);
    expect(gaspariCohn(0.5)).toBeCloseTo(5 / 24, 14);
    expect(gaspariCohn(0.5 + 1e-12)).toBeCloseTo(5 / 24, 10);
    expect(gaspariCohn(1)).toBe(0);
    expect(gaspariCohn(3)).toBe(0);
  });

  it("falls without a step", () => {
    for (let ratio = 0; ratio < 1.1; ratio += 0.001) {
      const fall = gaspariCohn(ratio) - gaspariCohn(ratio + 0.001);
      expect(fall).toBeGreaterThanOrEqual(0);
      expect(fall).toBeLessThan(0.0025);
    }
  });
});

describe("localization", () => {
  it("takes a half-width as half the distance where the taper reaches zero", () => {
    expect(zeroDistanceOf({ kind: "gaspari-cohn", halfWidth: 640e3 })).toBe(1280e3);
    expect(zeroDistanceOf({ kind: "gaspari-cohn", zeroDistance: 1280e3 })).toBe(1280e3);
    expect(taperAt({ kind: "none" }, 2e7)).toBe(1);
  });

  it("measures chords: opposite points are a diameter apart", () => {
    expect(chordDistance([1, 0, 0], [-1, 0, 0], 6.37e6)).toBe(12.74e6);
  });

  it("finds the cells within reach, on the chord, and their tapers", () => {
    const angles = [0, 5, 10, 20, 40].map((degrees) => (degrees * Math.PI) / 180);
    const unitVectors = Float64Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle), 0]));
    const geometry: HorizontalGeometry = { cells: 5, unitVectors, radius: 6.37e6 };
    const localization = { kind: "gaspari-cohn", zeroDistance: 2e6 } as const;
    const { cells, tapers } = reachOf(localization, geometry, { position: [1, 0, 0] });
    expect(Array.from(cells)).toEqual([0, 1, 2]);
    tapers.forEach((taper, i) =>
      expect(taper).toBeCloseTo(gaspariCohn((2 * 6.37e6 * Math.sin(angles[i] / 2)) / 2e6), 12),
    );
    expect(Array.from(reachOf({ kind: "none" }, geometry, { position: [1, 0, 0] }).tapers)).toEqual([1, 1, 1, 1, 1]);
  });
});

const degree = Math.PI / 180;
const onEquator = (longitude: number): Position => [Math.cos(longitude * degree), Math.sin(longitude * degree), 0];
/** A cell each degree along the equator. */
const equator: HorizontalGeometry = {
  cells: 91,
  unitVectors: Float64Array.from(Array.from({ length: 91 }, (_, cell) => [...onEquator(cell)]).flat()),
  radius: 6.37e6,
};
const around2000 = { kind: "gaspari-cohn", zeroDistance: 2e6 } as const;

describe("an observation with a trail", () => {
  /** Air that comes from the west by half a degree an hour. */
  const observation = { position: onEquator(60), trail: (hours: number) => onEquator(60 - 0.5 * hours) };

  it("reaches rows of its own time as one without", () => {
    const plain = reachOf(around2000, equator, { position: onEquator(60) });
    expect(plain.cells.length).toBeGreaterThan(30);
    expect(reachOf(around2000, equator, observation)).toEqual(plain);
    expect(reachOf(around2000, equator, observation, { hoursBefore: 0 })).toEqual(plain);
  });

  it("reaches earlier rows around where its air was", () => {
    const { cells, tapers } = reachOf(around2000, equator, observation, { hoursBefore: 48 });
    expect({ cells, tapers }).toEqual(reachOf(around2000, equator, { position: onEquator(36) }));
    expect(cells[tapers.indexOf(Math.max(...tapers))]).toBe(36);
    expect(tapers[Array.from(cells).indexOf(36)]).toBeCloseTo(1, 12);
  });

  it("is looked for once where levels are reached alike", () => {
    const parts = [{ levels: 3 }, { levels: 2, hoursBefore: 12 }, { levels: 2, hoursBefore: 36 }].flatMap(partsOf);
    const found = reachesOf(around2000, equator, observation, parts);
    expect(new Set(found).size).toBe(3);
    expect([found[0] === found[2], found[3] === found[4], found[3] === found[5]]).toEqual([true, true, false]);
    const still = reachesOf(around2000, equator, { position: onEquator(60) }, parts);
    expect(new Set(still).size).toBe(1);
  });

  it("meets other observations where both are seen", () => {
    const other = { position: onEquator(50) };
    const taper = taperAt(around2000, chordDistance(onEquator(60), onEquator(50), 6.37e6));
    expect(simulatedTapers(around2000, equator)(observation)(other)).toBe(taper);
  });
});

describe("an observation with a way", () => {
  const way = Array.from({ length: 25 }, (_, step) => onEquator(60 - step));
  const observation = { position: onEquator(60), way };
  const taperAtDegrees = (degrees: number): number =>
    taperAt(around2000, chordDistance(onEquator(0), onEquator(degrees), 6.37e6));

  it("reaches rows of its own time as one without", () => {
    expect(reachOf(around2000, equator, observation)).toEqual(
      reachOf(around2000, equator, { position: onEquator(60) }),
    );
  });

  it("reaches all earlier rows from the nearest place of the way, looked for once", () => {
    const [first, last] = reachesOf(around2000, equator, observation, [{ hoursBefore: 2 }, { hoursBefore: 99 }]);
    expect(first).toBe(last);
    const taperOf = new Map(Array.from(first.cells, (cell, i) => [cell, first.tapers[i]]));
    for (let cell = 36; cell <= 60; cell++) expect(taperOf.get(cell)).toBeCloseTo(1, 12);
    for (const beyond of [1, 7, 15]) {
      expect(taperOf.get(60 + beyond)).toBeCloseTo(taperAtDegrees(beyond), 12);
      expect(taperOf.get(36 - beyond)).toBeCloseTo(taperAtDegrees(beyond), 12);
    }
    expect(taperOf.has(60 + 18)).toBe(true);
    expect(taperOf.has(60 + 19)).toBe(false);
  });

  it("meets other observations along theirs", () => {
    const other = { position: onEquator(70), way: [onEquator(70), onEquator(65), onEquator(60)] };
    // Of the other's places from this way: 10, 5 and 0 degrees; of this way's from the other's.
    const ofOther = (taperAtDegrees(10) + taperAtDegrees(5) + 1) / 3;
    const degrees = observation.way.map((place) => (Math.atan2(place[1], place[0]) * 180) / Math.PI);
    const ofThis =
      degrees.map((east) => taperAtDegrees(60 - east)).reduce((sum, taper) => sum + taper, 0) / degrees.length;
    const taper = simulatedTapers(around2000, equator)(observation)(other);
    expect(taper).toBeCloseTo((ofOther + ofThis) / 2, 12);
    expect(simulatedTapers(around2000, equator)(other)(observation)).toBe(taper);
    expect(simulatedTapers(around2000, equator)(observation)(observation)).toBe(1);
  });
});

describe("localization in the vertical", () => {
  const localization = { ...around2000, zeroLogPressure: 0.5 };
  const pressures = [98e3, 90e3, 75e3, 55e3, 20e3].map((pressure) => new Float64Array(91).fill(pressure));
  const parts = partsOf({ levels: 5, pressure: (level) => pressures[level] });
  const tower = { position: onEquator(60), pressure: 97e3 };
  const plain = reachOf(around2000, equator, tower);

  it("tapers a point observation by the logarithm of pressure, and leaves levels far from it untouched", () => {
    const found = reachesOf(localization, equator, tower, parts);
    pressures.slice(0, 3).forEach(([pressure], level) => {
      const vertical = gaspariCohn(Math.abs(Math.log(pressure / 97e3)) / 0.5);
      expect(vertical).toBeGreaterThan(0);
      expect(found[level].cells).toEqual(plain.cells);
      expect(found[level].tapers).toEqual(plain.tapers.map((taper) => taper * vertical));
    });
    expect(found[3].cells).toHaveLength(0);
    expect(found[4].cells).toHaveLength(0);
  });

  it("leaves columns, and rows without a height, as they are", () => {
    const column = { position: onEquator(60) };
    expect(new Set(reachesOf(localization, equator, column, parts)).size).toBe(1);
    expect(reachesOf(localization, equator, column, parts)[4]).toEqual(plain);
    expect(reachOf(localization, equator, tower, { hoursBefore: 30 })).toEqual(plain);
    expect(reachesOf(around2000, equator, tower, parts)[4]).toEqual(plain);
  });

  it("counts between two points, not between a point and a column", () => {
    const high = { position: onEquator(60), pressure: 80e3 };
    expect(simulatedTapers(localization, equator)(tower)(high)).toBeCloseTo(gaspariCohn(Math.log(97 / 80) / 0.5), 14);
    expect(simulatedTapers(localization, equator)(tower)({ ...high, pressure: 50e3 })).toBe(0);
    expect(simulatedTapers(localization, equator)(tower)({ position: onEquator(60) })).toBe(1);
    expect(simulatedTapers(localization, equator)({ position: onEquator(60) })(tower)).toBe(1);
  });
});
