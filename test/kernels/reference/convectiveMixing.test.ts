/** Mixing by ACM2 keeps what its equations keep, and agrees with CMAQ's form of it as the time step vanishes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Acm2Input, acm2Mix } from "../../../src/kernels/reference/cmaq/acm2Mix.js";
import { type ConvectiveColumn, convectColumn } from "../../../src/kernels/reference/convectiveMixingReference.js";
import { mixColumn } from "../../../src/kernels/reference/verticalMixingReference.js";
import { nonLocalShare } from "../../../src/transport/acm2.js";

const RUNS = { seed: 20250103, numRuns: 200 };

const positive = (greatest: number) => fc.double({ min: 0, max: greatest, noNaN: true });
const columns = fc.integer({ min: 2, max: 20 }).chain((n) =>
  fc.record({
    values: fc.array(positive(500), { minLength: n, maxLength: n }).map((values) => Float64Array.from(values)),
    mass: fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: n, maxLength: n }),
    exchange: fc.array(positive(1), { minLength: n + 1, maxLength: n + 1 }),
    nonLocal: fc
      .array(positive(0.1), { minLength: n + 1, maxLength: n + 1 })
      .map((parts) => Array.from(parts, (_, k) => parts.slice(k, -1).reduce((sum, part) => sum + part, 0))),
    emission: positive(1),
  }),
);

function mixed(column: ConvectiveColumn, dt: number): ConvectiveColumn {
  const copy = { ...column, values: column.values.slice() };
  convectColumn(copy, dt);
  return copy;
}

const content = ({ values, mass }: Pick<ConvectiveColumn, "values" | "mass">): number =>
  values.reduce((sum, value, k) => sum + value * mass[k], 0);

describe("the definition of ACM2 in amounts of air", () => {
  it("keeps what is there and adds what is emitted", () => {
    fc.assert(
      fc.property(columns, fc.constantFrom(1, 900), (column, dt) => {
        const expected = content(column) + column.emission * dt;
        expect(Math.abs(content(mixed(column, dt)) - expected)).toBeLessThanOrEqual(1e-10 * expected);
      }),
      RUNS,
    );
  });

  it("makes nothing negative and nothing larger than what is there, whatever the time step", () => {
    fc.assert(
      fc.property(columns, fc.constantFrom(1, 900, 1e6), (column, dt) => {
        const { values } = mixed({ ...column, emission: 0 }, dt);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...values)).toBeLessThanOrEqual(Math.max(...column.values) * (1 + 1e-10));
      }),
      RUNS,
    );
  });

  it("is the local scheme where no air rises non-locally", () => {
    fc.assert(
      fc.property(columns, (column) => {
        const local = { ...column, values: column.values.slice() };
        mixColumn(local, 900);
        const { values } = mixed({ ...column, nonLocal: column.nonLocal.map(() => 0) }, 900);
        values.forEach((value, k) => expect(Math.abs(value - local.values[k])).toBeLessThan(1e-7));
      }),
      RUNS,
    );
  });

  it("tends to CMAQ's ACM2 with the first power of the time step, in uniform density and layers", () => {
    const n = 12;
    const depth = 120;
    const duration = 1800;
    const z = Array.from({ length: n }, (_, k) => depth * (k + 1));
    const diffusivity = z.map((top, k) => (k === n - 1 ? 0 : Math.max(0.5, 0.2 * top * (1 - top / 900))));
    const [height, hOverL] = [890, -12];
    const values = Array.from({ length: n }, (_, k) => (k === 0 ? 30 : 10 / (k + 1)));
    const input: Acm2Input = {
      levels: n,
      rows: 1,
      columns: 1,
      interfaceHeight: z,
      layerHeight: z.map((top) => top - depth / 2),
      diffusivity,
      convective: [1],
      boundaryLayerHeight: [height],
      boundaryLayerOverObukhov: [hOverL],
      boundaryLayerLevels: [8],
      values,
      emission: [0],
      emissionLevels: 1,
    };
    let expected: ArrayLike<number> = values;
    for (let s = 0; s < duration; s++) expected = acm2Mix({ ...input, values: expected }, 1).values;
    const share = nonLocalShare(hOverL);
    const through = (k: number): number => (k === 0 || k === n ? 0 : diffusivity[k - 1] / depth);
    const sinking = (share * through(1)) / (height - depth);
    const column = {
      mass: values.map(() => depth),
      exchange: Array.from({ length: n + 1 }, (_, k) => (k <= 8 ? (1 - share) * through(k) : through(k))),
      nonLocal: Array.from({ length: n + 1 }, (_, k) => (k > 0 && k < 8 ? sinking * (height - depth * k) : 0)),
      emission: 0,
    };
    const errors = [60, 30, 15, 7.5].map((dt) => {
      const ours = { ...column, values: Float64Array.from(values) };
      for (let s = 0; s < duration / dt; s++) convectColumn(ours, dt);
      return Math.max(...ours.values.map((value, k) => Math.abs(value - expected[k])));
    });
    expect(errors[0]).toBeLessThan(0.3);
    for (let i = 1; i < errors.length; i++) {
      expect(errors[i - 1] / errors[i]).toBeGreaterThan(1.9);
      expect(errors[i - 1] / errors[i]).toBeLessThan(2.1);
    }
  });
});
