import { describe, expect, it } from "vitest";
import {
  frictionVelocity,
  inverseObukhovOfHeatFlux,
  inverseObukhovOfRichardson,
  momentumStability,
  roughnessLength,
  solveSurfaceLayer,
} from "../../src/meteorology/surfaceLayer.js";

describe("surface layer", () => {
  it("follows the log law in neutral air", () => {
    expect(frictionVelocity(10, 10, 0.1, 0)).toBeCloseTo((0.4 * 10) / Math.log(100), 12);
  });

  it("has stronger friction in unstable and weaker in stable air", () => {
    const neutral = frictionVelocity(5, 15, 0.1, 0);
    expect(frictionVelocity(5, 15, 0.1, -0.02)).toBeGreaterThan(neutral);
    expect(frictionVelocity(5, 15, 0.1, 0.02)).toBeLessThan(neutral);
  });

  it("integrates the gradient functions of Dyer", () => {
    // psi(zeta) = integral of (1 - phi) / zeta, phi = (1 - 16 zeta)^(-1/4)
    let sum = 0;
    const steps = 20000;
    for (let i = 0; i < steps; i++) {
      const zeta = (-2 * (i + 0.5)) / steps;
      sum += ((1 - (1 - 16 * zeta) ** -0.25) / zeta) * (-2 / steps);
    }
    expect(momentumStability(-2)).toBeCloseTo(sum, 4);
    expect(momentumStability(0.5)).toBeCloseTo(-2.5, 12);
  });

  it("mixes roughness between sea (Charnock) and land", () => {
    const sea = roughnessLength(0, 0.3);
    expect(sea).toBeGreaterThan(1e-5);
    expect(sea).toBeLessThan(1e-3);
    expect(roughnessLength(1, 0.3)).toBe(0.1);
    expect(roughnessLength(0.5, 0.3)).toBeCloseTo(Math.sqrt(sea * 0.1), 10);
  });

  it("turns heat flux into a length: 1/L = -k g H / (rho cp T u*^3)", () => {
    const inverse = inverseObukhovOfHeatFlux(100, 0.4, 300, 1e5);
    const density = 1e5 / (287.0471 * 300);
    expect(inverse).toBeCloseTo((-0.4 * 9.80665 * 100) / (density * 1004.7 * 300 * 0.064), 10);
    expect(inverseObukhovOfHeatFlux(-100, 0.03, 300, 1e5)).toBe(0.2);
  });

  it("solves both together", () => {
    const layer = { frictionVelocity: 0, inverseObukhovLength: 0 };
    solveSurfaceLayer(6, 16, 1, 0, 290, 1e5, layer);
    expect(layer.frictionVelocity).toBeCloseTo(frictionVelocity(6, 16, 0.1, 0), 10);
    solveSurfaceLayer(6, 16, 1, 250, 290, 1e5, layer);
    const again = frictionVelocity(6, 16, 0.1, layer.inverseObukhovLength);
    expect(layer.frictionVelocity / again).toBeGreaterThan(0.98);
    expect(layer.frictionVelocity / again).toBeLessThan(1.15);
    expect(inverseObukhovOfHeatFlux(250, layer.frictionVelocity, 290, 1e5)).toBe(layer.inverseObukhovLength);
  });

  it("keeps the sign of the Richardson number", () => {
    expect(inverseObukhovOfRichardson(0, 20, 0.1)).toBe(0);
    expect(inverseObukhovOfRichardson(-0.01, 20, 0.1)).toBeLessThan(0);
    // Ri = zeta / (ln(z / z0) + 5 zeta) inverted
    const zeta = 20 * inverseObukhovOfRichardson(0.05, 20, 0.1);
    expect(zeta / (Math.log(200) + 5 * zeta)).toBeCloseTo(0.05, 10);
  });
});
