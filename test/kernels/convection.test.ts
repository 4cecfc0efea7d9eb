/** The float32 kernel of ACM2 against its float64 twin, in columns of still air. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KernelMemory } from "../../src/kernels/memory.js";
import { parabolicSpacing } from "../../src/kernels/parabolicSpacing.js";
import { convectColumn } from "../../src/kernels/reference/convectiveMixingReference.js";
import { launchMoveVertically } from "../../src/kernels/launchTransport.js";
import { randomField } from "../../src/random.js";
import { largestDifference } from "../largestDifference.js";
import { kernelsForTests } from "./kernelsForTests.js";

/** Values are of order 1: 50 roundings of float32. */
const ROUND_OFF = 3e-6;
const DT = 900;
const MOLAR_MASS = 0.029;
const AREA = 1e9;
const columns = 3;
const rows = 2;
const cells = columns * rows;
const levels = 9;

const kernels = await kernelsForTests(1);

/** Columns with layers of unequal mass, every second of them convective; exchanges up to `strength` [kg s-1]. */
function draw(memory: KernelMemory, seed: number, strength: number, lanes: number) {
  const random = randomField(seed, "test");
  const state = memory.float32(levels * cells * lanes);
  for (let i = 0; i < state.length; i++) state[i] = random.normal(i);
  const mass = memory.float64(levels * cells);
  for (let i = 0; i < mass.length; i++) mass[i] = 1e11 * (0.3 + random.uniform(1e6 + i) + Math.floor(i / cells) / 3);
  const exchange = memory.float64((levels + 1) * cells);
  for (let i = 0; i < exchange.length; i++) exchange[i] = strength * random.uniform(2e6 + i) ** 4;
  const nonLocal = memory.float64((levels + 1) * cells);
  for (let cell = 1; cell < cells; cell += 2) {
    const top = 2 + Math.floor(random.uniform(3e6 + cell) * (levels - 2));
    for (let k = top; k > 0; k--) {
      const above = nonLocal[(k + 1) * cells + cell];
      nonLocal[k * cells + cell] = above + (strength / 10) * random.uniform(4e6 + k * cells + cell);
    }
  }
  const emission = memory.float32(cells * lanes);
  for (let i = 0; i < emission.length; i++) emission[i] = random.normal(5e6 + i);
  const spacing = memory.float32(levels * 5);
  spacing.set(parabolicSpacing(Array.from({ length: levels }, (_, k) => 1 + k)));
  const flux = memory.float64((levels + 1) * cells);
  return { state, mass, flux, spacing, exchange, nonLocal, emission, area: memory.float64(cells).fill(AREA) };
}

type Arrays = ReturnType<typeof draw>;

function twin({ state, mass, exchange, nonLocal, emission }: Arrays, lanes: number): Float64Array {
  const result = Float64Array.from(state);
  for (let cell = 0; cell < cells; cell++) {
    const profile = (field: Float64Array, length: number): number[] =>
      Array.from({ length }, (_, k) => field[k * cells + cell]);
    for (let lane = 0; lane < lanes; lane++) {
      const at = (k: number): number => (k * cells + cell) * lanes + lane;
      const values = Float64Array.from({ length: levels }, (_, k) => result[at(k)]);
      convectColumn(
        {
          values,
          mass: profile(mass, levels),
          exchange: profile(exchange, levels + 1),
          nonLocal: profile(nonLocal, levels + 1),
          emission: emission[cell * lanes + lane] * AREA * MOLAR_MASS,
        },
        DT,
      );
      values.forEach((value, k) => {
        result[at(k)] = value;
      });
    }
  }
  return result;
}

const launch = (arrays: Arrays, lanes: number, dt = DT): void =>
  launchMoveVertically(kernels, { columns, rows, levels, lanes }, arrays, dt, MOLAR_MASS);

/** Content of one lane of all columns, float64. */
function content({ state, mass }: Arrays, lane: number, lanes: number): number {
  return mass.reduce((sum, m, i) => sum + m * state[i * lanes + lane], 0);
}

describe("the convective step", () => {
  it("is its twin to float32 round-off, however strong the exchange, for any number of lanes", () => {
    const cases = fc.record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      strength: fc.constantFrom(1e6, 1e8, 1e9, 1e13),
      lanes: fc.constantFrom(4, 8, 12),
    });
    fc.assert(
      fc.property(cases, ({ seed, strength, lanes }) => {
        const arrays = draw(kernels.memory, seed, strength, lanes);
        const expected = twin(arrays, lanes);
        launch(arrays, lanes);
        expect(largestDifference(expected, arrays.state)).toBeLessThan(ROUND_OFF);
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  it("is the local step where hardly any air rises, and bit for bit where none does", () => {
    const local = draw(kernels.memory, 5, 1e9, 8);
    const [none, little] = [0, 1e-20].map((factor) => {
      const arrays = draw(kernels.memory, 5, 1e9, 8);
      arrays.nonLocal.forEach((value, i) => {
        arrays.nonLocal[i] = factor * value;
      });
      launch(arrays, 8);
      return arrays.state;
    });
    const { nonLocal: _, ...withoutNonLocal } = local;
    launchMoveVertically(kernels, { columns, rows, levels, lanes: 8 }, withoutNonLocal, DT, MOLAR_MASS);
    expect(none).toEqual(local.state);
    expect(largestDifference(little, local.state)).toBeLessThan(ROUND_OFF);
    const mixed = draw(kernels.memory, 5, 1e9, 8);
    launch(mixed, 8);
    expect(largestDifference(mixed.state, local.state)).toBeGreaterThan(0.1);
  });

  it("leaves a constant as it is, to the last bit, for 1000 steps", () => {
    const arrays = draw(kernels.memory, 6, 1e9, 4);
    const value = Math.fround(400.123);
    arrays.state.fill(value);
    arrays.emission.fill(0);
    for (let step = 0; step < 1000; step++) launch(arrays, 4, 10 ** ((step % 7) - 1));
    expect(arrays.state.every((q) => q === value)).toBe(true);
  });

  it("keeps the content to float32 round-off of the thinnest layer over 1000 steps", () => {
    const arrays = draw(kernels.memory, 7, 1e8, 4);
    arrays.emission.fill(0);
    const scale = arrays.mass.reduce((sum, m) => sum + m, 0);
    const before = [0, 1, 2, 3].map((lane) => content(arrays, lane, 4));
    for (let step = 0; step < 1000; step++) launch(arrays, 4);
    const drift = before.map((start, lane) => Math.abs(content(arrays, lane, 4) - start) / scale);
    expect(Math.max(...drift)).toBeLessThan(1e-7);
  });

  it("makes nothing negative but by round-off", () => {
    const arrays = draw(kernels.memory, 8, 1e10, 4);
    arrays.emission.fill(0);
    for (let i = 0; i < arrays.state.length; i++) arrays.state[i] = i % 7 === 0 ? Math.abs(arrays.state[i]) : 0;
    launch(arrays, 4);
    expect(Math.min(...arrays.state)).toBeGreaterThan(-1e-6);
  });

  it("refuses a non-local exchange of another shape", () => {
    const arrays = draw(kernels.memory, 9, 1e9, 4);
    expect(() => launch({ ...arrays, nonLocal: arrays.nonLocal.subarray(1) }, 4)).toThrow(
      "non-local exchange has 59 values; expected 60",
    );
  });
});
