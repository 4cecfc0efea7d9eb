import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEnsemble, laneLayout } from "../../src/fields/ensemble.js";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { bilinearWeights } from "../../src/grids/interpolation.js";
import { sigmaCoordinate, verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { columnOperator, columnOverOwnGround } from "../../src/observations/columnOperator.js";
import { hatIntegrals } from "../../src/observations/levelFunction.js";
import { type LinearOperator, simulateObservation } from "../../src/observations/linearOperator.js";
import type { Retrieval } from "../../src/observations/retrieval.js";
import { exampleRetrieval } from "./exampleRetrieval.js";

const grid = createGrid(gridPreset("china-64km"));
const vertical = verticalPreset("jdas-15");
const everywhere = (ps: number): Float64Array => new Float64Array(grid.cells).fill(ps);
const mountains = Float64Array.from({ length: grid.cells }, (_, cell) => 8e4 + 2e4 * Math.sin(cell));

/** y of one state. @param moleFraction of (level, cell) [mol mol-1] */
function apply(operator: LinearOperator, moleFraction: (level: number, cell: number) => number): number {
  return operator.rows.reduce(
    (y, row, j) => y + operator.weights[j] * moleFraction(Math.floor(row / grid.cells), row % grid.cells),
    operator.constant,
  );
}

/** Kernel of 1 and the pressure weights that the levels themselves make. */
function unweighted(pressure: Float64Array, priorProfile: Float64Array): Retrieval {
  const total = pressure[pressure.length - 1] - pressure[0];
  const pressureWeight = hatIntegrals(pressure).map((hat) => hat / total);
  const priorXco2 = pressureWeight.reduce((sum, h, k) => sum + h * priorProfile[k], 0);
  return exampleRetrieval({
    pressure,
    priorProfile,
    pressureWeight,
    averagingKernel: pressure.map(() => 1),
    priorXco2,
  });
}

const ascending = fc
  .uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 2, maxLength: 25 })
  .map((values) => Float64Array.of(0, ...values.sort((a, b) => a - b).map((value) => 100 * value), 1e5));

describe("columnOperator", () => {
  it("with a kernel of 1 is the mean over mass of any profile, levels and ground", () => {
    fc.assert(
      fc.property(
        ascending,
        fc.array(fc.double({ min: 300e-6, max: 500e-6, noNaN: true }), { minLength: 15, maxLength: 15 }),
        fc.double({ min: 5e4, max: 1.1e5, noNaN: true }),
        (pressure, profile, ps) => {
          const zeroTop = sigmaCoordinate("to space", [...vertical.b], 0);
          const prior = pressure.map((p) => 400e-6 - 1e-10 * p);
          const operator = columnOperator(unweighted(pressure, prior), grid, zeroTop, everywhere(ps));
          const mass = (k: number): number => zeroTop.b[k] - zeroTop.b[k + 1];
          const mean = profile.reduce((sum, value, k) => sum + mass(k) * value, 0);
          expect(Math.abs(apply(operator, (level) => profile[level]) / mean - 1)).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it("gives each layer the integral of h A over it: an eighth of the mass near the ground counts an eighth", () => {
    const thin = sigmaCoordinate("thin", [1, 0.996, 0.875, 0.5, 0], 0);
    const operator = columnOperator(
      unweighted(Float64Array.of(0, 5e4, 1e5), new Float64Array(3).fill(4e-4)),
      grid,
      thin,
      everywhere(1e5),
    );
    const share = (level: number): number =>
      operator.weights.reduce((sum, w, j) => sum + (Math.floor(operator.rows[j] / grid.cells) === level ? w : 0), 0);
    expect([0, 1, 2, 3].map(share).map((value) => Number(value.toFixed(12)))).toEqual([0.004, 0.121, 0.375, 0.5]);
  });

  it("gives the retrieval's prior for a model that holds it, whatever the kernel", () => {
    const prior = new Float64Array(4).fill(402e-6);
    const retrieval = exampleRetrieval({ priorProfile: prior, priorXco2: 402e-6 });
    expect(apply(columnOperator(retrieval, grid, vertical, mountains), () => 402e-6)).toBeCloseTo(402e-6, 18);
  });

  it("comes as near to the prior as layers are thin, where the prior is no constant", () => {
    const difference = (layers: number): number => {
      const interfaces = Array.from({ length: layers + 1 }, (_, k) => 1 - k / layers);
      const fine = sigmaCoordinate("fine", interfaces, 0);
      const { pressure, priorProfile, priorXco2 } = exampleRetrieval();
      const at = (p: number): number => {
        const k = Math.max(0, pressure.findIndex((level) => level >= p) - 1);
        const share = (p - pressure[k]) / (pressure[k + 1] - pressure[k]);
        return p <= pressure[0] ? priorProfile[0] : priorProfile[k] + share * (priorProfile[k + 1] - priorProfile[k]);
      };
      const middle = (level: number): number => (1e5 * (interfaces[level] + interfaces[level + 1])) / 2;
      const operator = columnOperator(exampleRetrieval(), grid, fine, everywhere(9e4));
      return Math.abs(apply(operator, (level) => at(middle(level))) - priorXco2);
    };
    expect(difference(40)).toBeLessThan(1e-8);
    expect(difference(320)).toBeLessThan(difference(40) / 10);
  });

  it("sees the same shares of air over higher ground: pressures meet at the ground", () => {
    const zeroTop = sigmaCoordinate("to space", [...vertical.b], 0);
    const low = columnOperator(exampleRetrieval(), grid, zeroTop, everywhere(1.01e5));
    const high = columnOperator(exampleRetrieval(), grid, zeroTop, everywhere(0.97e5));
    high.weights.forEach((weight, j) => expect(weight).toBeCloseTo(low.weights[j], 14));
    expect(high.constant).toBeCloseTo(low.constant, 18);
  });

  it("takes the air above the model top where it is given, and no departure where it is not", () => {
    const retrieval = exampleRetrieval();
    const without = columnOperator(retrieval, grid, vertical, everywhere(1e5));
    const { pressure, priorProfile } = retrieval;
    const line = (p: number): number =>
      priorProfile[0] + ((priorProfile[1] - priorProfile[0]) * (p - pressure[0])) / (pressure[1] - pressure[0]);
    const same = columnOperator(retrieval, grid, vertical, everywhere(1e5), (_, p) => line(p));
    expect(same.constant).toBeCloseTo(without.constant, 18);
    const more = columnOperator(retrieval, grid, vertical, everywhere(1e5), (_, p) => line(p) + 1e-6);
    const all = columnOperator(retrieval, grid, sigmaCoordinate("all", [1, 0.5, 0], 0), everywhere(1e5));
    const sum = (weights: Float64Array): number => weights.reduce((total, w) => total + w, 0);
    // What is not seen of the layers is seen of the air above them.
    expect((more.constant - without.constant) / 1e-6).toBeCloseTo(sum(all.weights) - sum(without.weights), 9);
    expect(more.weights).toEqual(without.weights);
  });

  it("weighs the cells around a sounding bilinearly, each with its own ground", () => {
    const retrieval = exampleRetrieval({ longitude: 110.3, latitude: 31.7 });
    const operator = columnOperator(retrieval, grid, vertical, mountains);
    for (const { cell, weight } of bilinearWeights(grid, 110.3, 31.7)) {
      const alone = columnOperator(retrieval, grid, vertical, everywhere(mountains[cell]));
      const sum = (of: LinearOperator): number =>
        of.weights.reduce((total, w, j) => total + (of.rows[j] % grid.cells === cell ? w : 0), 0);
      expect(sum(operator)).toBeCloseTo(sum(alone), 14);
      expect(sum(operator)).toBeGreaterThan(0.8 * weight);
    }
  });

  it("is a linear form that an ensemble in anomalies obeys lane by lane", () => {
    const layout = laneLayout(3);
    const data = Float32Array.from(
      { length: vertical.levels * grid.cells * layout.lanes },
      (_, i) => (i % 7) * 2 ** -20,
    );
    const operator = columnOperator(exampleRetrieval(), grid, vertical, mountains);
    const out = new Float64Array(layout.lanes);
    simulateObservation(operator, createEnsemble(layout, vertical.levels * grid.cells, 4e-4, data), out);
    const lane = (l: number): number =>
      apply(operator, (level, cell) => 4e-4 + data[(level * grid.cells + cell) * layout.lanes + l]);
    for (let l = 0; l < 3; l++) expect(out[l]).toBeCloseTo(lane(l), 17);
  });
});

describe("columnOverOwnGround", () => {
  const toSpace = sigmaCoordinate("to space", [1, 0.9, 0.5, 0], 0);
  const flatPrior = (ground: number): Retrieval =>
    unweighted(Float64Array.of(0, 0.25 * ground, 0.5 * ground, ground), new Float64Array(4).fill(400e-6));
  /** 410 ppm in the lowest tenth of the model's column, 400 above it. */
  const surfaceLayer = (level: number): number => (level === 0 ? 410e-6 : 400e-6);
  const seen = (form: typeof columnOperator, ground: number): number =>
    apply(form(flatPrior(ground), grid, toSpace, everywhere(1e5)), surfaceLayer);

  it("is the column operator where the grounds are the same", () => {
    const retrieval = exampleRetrieval();
    const ground = everywhere(retrieval.pressure[retrieval.pressure.length - 1]);
    const [own, scaled] = [columnOverOwnGround, columnOperator].map((form) => form(retrieval, grid, vertical, ground));
    expect(own.rows).toEqual(scaled.rows);
    own.weights.forEach((weight, j) => expect(weight).toBeCloseTo(scaled.weights[j], 14));
    expect(own.constant).toBeCloseTo(scaled.constant, 18);
  });

  it("cuts off what lies below higher ground, where scaling keeps the share of each layer", () => {
    expect(seen(columnOperator, 9.5e4)).toBeCloseTo(401e-6, 15);
    // 5 of 95 hPa are left of the lowest layer.
    expect(seen(columnOverOwnGround, 9.5e4)).toBeCloseTo(400e-6 + (10e-6 * 5) / 95, 15);
    expect(seen(columnOverOwnGround, 8e4)).toBeCloseTo(400e-6, 15);
  });

  it("continues the lowest layer to lower ground", () => {
    expect(seen(columnOperator, 1.02e5)).toBeCloseTo(401e-6, 15);
    expect(seen(columnOverOwnGround, 1.02e5)).toBeCloseTo(400e-6 + (10e-6 * 12) / 102, 15);
  });

  it("sees the same of uniform air, over mountains too, whatever the kernel", () => {
    const retrieval = exampleRetrieval();
    const above = (): number => 405e-6;
    const [own, scaled] = [columnOverOwnGround, columnOperator].map((form) =>
      apply(form(retrieval, grid, vertical, mountains, above), () => 405e-6),
    );
    expect(Math.abs(own - scaled)).toBeLessThan(1e-15);
  });
});
