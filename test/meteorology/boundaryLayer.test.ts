import { describe, expect, it } from "vitest";
import { boundaryLayerHeight, type Column } from "../../src/meteorology/boundaryLayer.js";

/** Levels every 50 m with potential temperature and wind as functions of height. */
function column(theta: (z: number) => number, u: (z: number) => number): Column {
  const height = Float64Array.from({ length: 80 }, (_, k) => 20 + 50 * k);
  return { levels: 80, height, theta: height.map(theta), u: height.map(u), v: new Float64Array(80) };
}

describe("boundary-layer height", () => {
  it("finds the inversion of a well-mixed layer", () => {
    const mixed = column(
      (z) => (z < 1200 ? 300 : 303 + 0.006 * (z - 1200)),
      () => 5,
    );
    expect(boundaryLayerHeight(mixed, 0.3, 0)).toBeGreaterThan(1150);
    expect(boundaryLayerHeight(mixed, 0.3, 0)).toBeLessThan(1270);
  });

  it("solves Ri(z) = 0.25 under constant shear without stress", () => {
    // theta grows with the square of height, so that Ri = g c (z - 20) / (theta0 S^2) grows linearly.
    const [c, S] = [2e-6, 0.01];
    const air = column(
      (z) => 300 + c * (z - 20) ** 2,
      (z) => S * (z - 20),
    );
    const expected = 20 + (0.25 * 300 * S * S) / (9.80665 * c);
    expect(boundaryLayerHeight(air, 0, 0)).toBeCloseTo(expected, -1);
  });

  it("is deeper with more wind, and deeper over heated ground", () => {
    const calm = column(
      (z) => 290 + 0.005 * z,
      () => 2,
    );
    const windy = column(
      (z) => 290 + 0.005 * z,
      (z) => 4 * Math.log(z),
    );
    expect(boundaryLayerHeight(windy, 0.5, 0)).toBeGreaterThan(boundaryLayerHeight(calm, 0.1, 0));
    expect(boundaryLayerHeight(calm, 0.3, -0.05)).toBeGreaterThan(boundaryLayerHeight(calm, 0.3, 0) + 50);
  });

  it("stays within 50 m and 5 km", () => {
    const stable = column(
      (z) => 260 + z,
      () => 1,
    );
    const neutral = column(
      () => 300,
      () => 5,
    );
    expect(boundaryLayerHeight(stable, 0.03, 0.2)).toBe(50);
    expect(boundaryLayerHeight(neutral, 0.3, 0)).toBe(5000);
  });
});
