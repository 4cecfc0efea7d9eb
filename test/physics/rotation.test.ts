/**
 * Solid-body rotation, the classic test of advection (Zalesak 1979, doi:10.1016/0021-9991(79)90051-2): one turn of a
 * Gaussian and of a slotted cylinder in a square, error against the start.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { laneLayout } from "../../src/fields/ensemble.js";
import { sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { createTransportModel } from "../../src/transport/transportModel.js";
import { box, stillAir } from "../transport/airFlows.js";

const HOURS = 12;
const GREATEST_COURANT = 0.6;

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels(2);
});
afterAll(() => kernels.close());

/** Shapes on the square [-1, 1]^2, one a lane. */
const shapes: ((x: number, y: number) => number)[] = [
  (x, y) => Math.exp(-((x - 0.4) ** 2 + y * y) / (2 * 0.15 ** 2)),
  (x, y) => (Math.hypot(x, y - 0.45) < 0.4 && !(Math.abs(x) < 0.07 && y < 0.6) ? 1 : 0),
];

/** One turn on n x n cells. @returns start and end [shape][cell] */
function turn(n: number): { start: Float64Array[]; end: Float64Array[] } {
  const vertical = sigmaCoordinate("two layers", [1, 0.5, 0], 0);
  const domain = box(n, n, 2);
  const layout = laneLayout(shapes.length);
  const steps = 2 ** Math.ceil(Math.log2((Math.PI * n) / (HOURS * GREATEST_COURANT)));
  const model = createTransportModel({
    grid: domain,
    vertical,
    kernels,
    layout,
    referenceMoleFraction: 0,
    timeStep: 3600 / steps,
  });
  const cellMass = 1e11;
  const rate = (2 * Math.PI) / (HOURS * 3600);
  const at = (i: number): number => (2 * i) / n - 1;
  const flow = stillAir(domain, [cellMass, cellMass]);
  // air through a face is the difference of the stream function rate * (x^2 + y^2) / 2 between its ends
  const density = cellMass / (2 / n) ** 2;
  const stream = (i: number, j: number): number => (density * rate * (at(i) ** 2 + at(j) ** 2)) / 2;
  for (let j = 0; j < n; j++) {
    for (let i = 0; i <= n; i++) flow.xMassFlux[j * (n + 1) + i] = stream(i, j) - stream(i, j + 1);
  }
  for (let j = 0; j <= n; j++) {
    for (let i = 0; i < n; i++) flow.yMassFlux[j * n + i] = stream(i + 1, j) - stream(i, j);
  }
  const start = shapes.map((shape) =>
    Float64Array.from({ length: n * n }, (_, cell) => cellMean(shape, at(cell % n), at(Math.floor(cell / n)), 2 / n)),
  );
  start.forEach((values, lane) => {
    values.forEach((value, cell) => {
      model.state.data[cell * layout.lanes + lane] = value;
    });
  });
  const exchange = new Float64Array(3 * n * n);
  for (let hour = 0; hour < HOURS; hour++) model.advance(flow, exchange);
  const end = shapes.map((_, lane) =>
    Float64Array.from({ length: n * n }, (__, cell) => model.state.data[cell * layout.lanes + lane]),
  );
  return { start, end };
}

function cellMean(shape: (x: number, y: number) => number, x: number, y: number, size: number): number {
  const points = 8;
  let sum = 0;
  for (let j = 0; j < points; j++) {
    for (let i = 0; i < points; i++) sum += shape(x + ((i + 0.5) * size) / points, y + ((j + 0.5) * size) / points);
  }
  return sum / points ** 2;
}

/** Norms of the error relative to those of the start. */
function errors(start: Float64Array, end: Float64Array): { l1: number; l2: number; max: number } {
  let [l1, l2, max, a, b] = [0, 0, 0, 0, 0];
  start.forEach((value, i) => {
    const error = Math.abs(end[i] - value);
    l1 += error;
    l2 += error * error;
    max = Math.max(max, error);
    a += Math.abs(value);
    b += value * value;
  });
  return { l1: l1 / a, l2: Math.sqrt(l2 / b), max };
}

describe("solid-body rotation", () => {
  it("brings a Gaussian back with an error that falls with the second order or faster", () => {
    const [coarse, fine] = [40, 80].map((n) => {
      const { start, end } = turn(n);
      return errors(start[0], end[0]);
    });
    expect(Math.log2(coarse.l1 / fine.l1)).toBeGreaterThan(2);
    expect(Math.log2(coarse.l2 / fine.l2)).toBeGreaterThan(2);
    expect(coarse.l2).toBeLessThan(0.09);
    expect(fine.l2).toBeLessThan(0.02);
  });

  it("keeps the slotted cylinder a slotted cylinder", () => {
    const { start, end } = turn(80);
    const { l1, l2 } = errors(start[1], end[1]);
    expect(l1).toBeLessThan(0.18);
    expect(l2).toBeLessThan(0.21);
    expect(Math.min(...end[1])).toBeGreaterThanOrEqual(-1e-6);
    expect(Math.max(...end[1])).toBeLessThanOrEqual(1 + 1e-6);
  });
});
