/** Means of columns: their operators are the means of those of their members. */
import { describe, expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { averageOf } from "../../src/observations/averageOf.js";
import { columnOperator } from "../../src/observations/columnOperator.js";
import type { Retrieval } from "../../src/observations/retrieval.js";
import { randomField } from "../../src/random.js";

const LEVELS = 20;
const draw = randomField(7, "withheld", 0, 0);

/** Retrievals like those of ACOS: levels at the same fractions of their own surface pressure. */
function soundings(count: number): Retrieval[] {
  let next = 0;
  const uniform = (from: number, to: number): number => from + (to - from) * draw.uniform(next++);
  return Array.from({ length: count }, (_, i) => {
    const surface = uniform(95000, 101000);
    const pressure = Float64Array.from({ length: LEVELS }, (__, k) => surface * Math.max(1e-4, k / (LEVELS - 1)));
    const raw = Float64Array.from(pressure, () => uniform(0.9, 1.1));
    const sum = raw.reduce((total, h) => total + h, 0);
    return {
      kind: "column",
      id: String(1000 + i),
      time: 1e9 + i / 3,
      longitude: 116.5,
      latitude: 36.5,
      xco2: uniform(398e-6, 402e-6),
      priorXco2: uniform(398e-6, 402e-6),
      uncertainty: uniform(0.4e-6, 1.2e-6),
      good: true,
      pressure,
      averagingKernel: Float64Array.from(pressure, () => uniform(0.3, 1.1)),
      pressureWeight: raw.map((h) => h / sum),
      priorProfile: Float64Array.from(pressure, () => uniform(390e-6, 410e-6)),
    };
  });
}

/** XCO2 that a retrieval makes of a profile given at its levels [mol mol-1]. */
function seen({ priorXco2, pressureWeight, averagingKernel, priorProfile }: Retrieval, f: Float64Array): number {
  return f.reduce(
    (sum, value, k) => sum + pressureWeight[k] * averagingKernel[k] * (value - priorProfile[k]),
    priorXco2,
  );
}

const members = soundings(24);
const inverse = members.map(({ uncertainty }) => uncertainty ** -2);
const share = inverse.map((value) => value / inverse.reduce((sum, one) => sum + one, 0));
const mean = (of: (member: Retrieval) => number): number =>
  members.reduce((sum, member, i) => sum + share[i] * of(member), 0);

describe("a mean of soundings", () => {
  it("sees of any profile the mean of what its members see, to 1e-12", () => {
    const average = averageOf(members, 0.3);
    for (let trial = 0; trial < 20; trial++) {
      const profile = Float64Array.from(
        { length: LEVELS },
        (_, k) => 300e-6 + 200e-6 * draw.uniform(9000 + 20 * trial + k),
      );
      expect(Math.abs(seen(average, profile) / mean((member) => seen(member, profile)) - 1)).toBeLessThan(1e-12);
    }
    expect(average.pressureWeight.reduce((sum, h) => sum + h, 0)).toBeCloseTo(1, 12);
    expect(average.xco2).toBeCloseTo(
      mean(({ xco2 }) => xco2),
      18,
    );
    expect(average).toMatchObject({ id: "1000+23", soundings: 24, good: true });
  });

  it("weighs the model's layers as its members do in the mean, and departs from them in the constant by less than 0.001 ppm", () => {
    const grid = createGrid(longitudeLatitudeGrid("cells", 115, 35, 1, 1, 4, 4));
    const surface = new Float64Array(grid.cells).fill(98000);
    const vertical = verticalPreset("jdas-15");
    // Priors of neighbours are alike: the rest of the mean's constant is what kernels and priors have in common within layers.
    const alike = members.map((member) => ({
      ...member,
      priorProfile: member.priorProfile.map((value, k) => 400e-6 + 0.5e-6 * k + 0.02 * (value - 400e-6)),
    }));
    const operators = alike.map((member) => columnOperator(member, grid, vertical, surface));
    const operator = columnOperator(averageOf(alike, 0.3), grid, vertical, surface);
    operator.weights.forEach((weight, j) => {
      const expected = operators.reduce((sum, one, i) => sum + share[i] * one.weights[j], 0);
      expect(Math.abs(weight - expected)).toBeLessThan(1e-9);
    });
    const constant = operators.reduce((sum, one, i) => sum + share[i] * one.constant, 0);
    expect(Math.abs(operator.constant - constant)).toBeLessThan(0.001e-6);
  });

  it("has an error whose shared part does not average out", () => {
    const alike = members.map((member) => ({ ...member, uncertainty: 1e-6 }));
    expect(averageOf(alike, 0).uncertainty).toBeCloseTo(1e-6 / Math.sqrt(24), 15);
    expect(averageOf(alike, 1).uncertainty).toBeCloseTo(1e-6, 15);
    expect(averageOf(alike, 0.3).uncertainty).toBeCloseTo(1e-6 * Math.sqrt(0.3 + 0.7 / 24), 15);
    expect(averageOf([members[3]], 0.3)).toMatchObject({ id: "1003", soundings: 1, time: members[3].time });
    expect(averageOf([members[3]], 0.3).uncertainty).toBeCloseTo(members[3].uncertainty, 18);
  });

  it("lies among its members across the date line", () => {
    const [east, west] = [179.9, -179.8].map((longitude) => ({ ...members[0], longitude }));
    expect(averageOf([east, west], 0.3).longitude).toBeCloseTo(-179.95, 9);
  });
});
