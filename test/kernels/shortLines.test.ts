/** The float32 transport kernels on the shortest lines, of two cells, for any number of lanes, against their twins. */
import { describe, expect, it } from "vitest";
import { parabolicSpacing } from "../../src/kernels/parabolicSpacing.js";
import { advectLine } from "../../src/kernels/reference/advectionReference.js";
import { mixColumn } from "../../src/kernels/reference/verticalMixingReference.js";
import { launchAdvectX, launchAdvectY, launchMoveVertically } from "../../src/kernels/launchTransport.js";
import { randomField } from "../../src/random.js";
import { kernelsForTests } from "./kernelsForTests.js";

/** Values are of order 1: 50 roundings of float32. */
const ROUND_OFF = 3e-6;
const DT = 900;
const AIR = 1e11;

const kernels = await kernelsForTests(1);

/** One line of two cells in a grid of 2 x 2 x 2 cells: all lines are alike, but for their values. */
function draw(lanes: number, fluxes: readonly number[]) {
  const random = randomField(17, "test");
  const state = kernels.memory.float32(8 * lanes);
  for (let i = 0; i < state.length; i++) state[i] = random.normal(i);
  const boundary = kernels.memory.float32(2 * 8 * lanes);
  for (let i = 0; i < boundary.length; i++) boundary[i] = random.normal(1e6 + i);
  const flux = kernels.memory.float64(12);
  const mass = kernels.memory.float64(8).fill(AIR);
  return { state, boundary, flux, mass, inflow: kernels.memory.float64(4 * lanes), perSecond: fluxes.map(perSecond) };
}

const perSecond = (share: number): number => (share * AIR) / DT;

const flows: readonly (readonly [number, number, number])[] = [
  [0.3, 0.4, 0.2],
  [-0.3, -0.4, -0.2],
  [0.3, -0.2, 0.1],
  [-0.2, 0.3, -0.1],
  [0, 0, 0],
  [1.4, 1.5, 1.3],
  [-1.4, -1.3, -1.5],
];

describe.each([4, 12])("lines of two cells, %i lanes", (lanes) => {
  const shape = { columns: 2, rows: 2, levels: 2, lanes };

  it.each(["x", "y"] as const)("along %s are their twins in any flow", (axis) => {
    for (const flow of flows) {
      const arrays = draw(lanes, flow);
      const before = arrays.state.slice();
      for (let line = 0; line < 4; line++) {
        for (let face = 0; face < 3; face++) {
          const place = axis === "x" ? line * 3 + face : (line >> 1) * 6 + face * 2 + (line & 1);
          arrays.flux[place] = arrays.perSecond[face];
        }
      }
      (axis === "x" ? launchAdvectX : launchAdvectY)(kernels, shape, arrays, DT);
      for (let line = 0; line < 4; line++) {
        const level = line >> 1;
        const cell = (i: number): number => (axis === "x" ? line * 2 + i : level * 4 + i * 2 + (line & 1));
        const side = level * 8 + (axis === "x" ? 0 : 4) + (line & 1);
        for (let lane = 0; lane < lanes; lane++) {
          const values = Float64Array.from([0, 1], (i) => before[cell(i) * lanes + lane]);
          const one = {
            values,
            mass: new Float64Array(2).fill(AIR),
            flux: arrays.perSecond,
            inflowFirst: arrays.boundary[side * lanes + lane],
            inflowLast: arrays.boundary[(side + 2) * lanes + lane],
          };
          const entered = advectLine(one, DT);
          values.forEach((value, i) => {
            expect(Math.abs(arrays.state[cell(i) * lanes + lane] - value)).toBeLessThan(ROUND_OFF);
          });
          expect(Math.abs(arrays.inflow[line * lanes + lane] - entered) / AIR).toBeLessThan(ROUND_OFF);
        }
      }
    }
  });

  it("upright are their twins, in sub-steps and with mixing and emission", () => {
    for (const share of [0.4, -0.4, 2.3]) {
      const { state, mass, flux } = draw(lanes, []);
      if (share > 1) mass.fill(3 * AIR, 0, 4);
      const start = Float64Array.from(mass);
      const before = state.slice();
      flux.fill(perSecond(share), 4, 8);
      const thickness = [1, 3];
      const spacing = kernels.memory.float32(10);
      spacing.set(parabolicSpacing(thickness));
      const exchange = kernels.memory.float64(12).fill(1e8);
      const emission = kernels.memory.float32(4 * lanes).fill(2);
      const area = kernels.memory.float64(4).fill(1e9);
      launchMoveVertically(kernels, shape, { state, mass, flux, spacing, exchange, emission, area }, DT, 0.029);
      for (let place = 0; place < 4 * lanes; place++) {
        const column = Math.floor(place / lanes);
        const values = Float64Array.from([0, 1], (k) => before[k * 4 * lanes + place]);
        const air = Float64Array.from([0, 1], (k) => start[k * 4 + column]);
        const inside = { inflowFirst: 0, inflowLast: 0, thickness };
        advectLine({ values, mass: air, flux: [0, perSecond(share), 0], ...inside }, DT);
        mixColumn({ values, mass: air, exchange: [0, 1e8, 0], emission: 2 * 1e9 * 0.029 }, DT);
        values.forEach((value, k) => {
          expect(Math.abs(state[k * 4 * lanes + place] - value)).toBeLessThan(ROUND_OFF);
        });
      }
    }
  });
});
