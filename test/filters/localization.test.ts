import { describe, expect, it } from "vitest";
import { gaspariCohn } from "../../src/filters/gaspariCohn.js";
import {
  chordDistance,
  type HorizontalGeometry,
  reachOf,
  taperAt,
  zeroDistanceOf,
} from "../../src/filters/localization.js";

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
    const { cells, tapers } = reachOf(localization, geometry, [1, 0, 0]);
    expect(Array.from(cells)).toEqual([0, 1, 2]);
    tapers.forEach((taper, i) =>
      expect(taper).toBeCloseTo(gaspariCohn((2 * 6.37e6 * Math.sin(angles[i] / 2)) / 2e6), 12),
    );
    expect(Array.from(reachOf({ kind: "none" }, geometry, [1, 0, 0]).tapers)).toEqual([1, 1, 1, 1, 1]);
  });
});
