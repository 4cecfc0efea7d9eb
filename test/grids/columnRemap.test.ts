import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { remapColumn } from "../../src/grids/columnRemap.js";

/** Interfaces that fall from 1e5 to `top` Pa through arbitrary places. */
const interfaces = (top: number): fc.Arbitrary<number[]> =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 40 })
    .map((inner) => [1e5, ...inner.sort((x, y) => y - x).map((n) => top + ((1e5 - top) * n) / 1e4), top]);

/** A source column, its values, and the interfaces of a target that covers the same column. */
const columns = fc.tuple(interfaces(2000), interfaces(2000), fc.boolean()).chain(([edges, target, rising]) =>
  fc.record({
    edges: fc.constant(rising ? edges.map((p) => -p) : edges),
    target: fc.constant(rising ? target.map((p) => -p) : target),
    values: fc.array(fc.double({ min: -50, max: 450, noNaN: true }), {
      minLength: edges.length - 1,
      maxLength: edges.length - 1,
    }),
  }),
);

function remapped(edges: number[], values: number[], target: number[], firstEdge?: number): Float64Array {
  const out = new Float64Array(target.length - 1);
  remapColumn(edges, values, target, out, 0, 1, firstEdge);
  return out;
}

const integral = (edges: number[], values: ArrayLike<number>): number =>
  Array.from({ length: edges.length - 1 }, (_, k) => values[k] * Math.abs(edges[k + 1] - edges[k])).reduce(
    (sum, part) => sum + part,
    0,
  );

describe("remapping a column to other layers", () => {
  it("conserves what the column holds", () => {
    fc.assert(
      fc.property(
        columns,
        fc.option(fc.double({ min: -50, max: 450, noNaN: true })),
        ({ edges, values, target }, edge) => {
          const after = integral(target, remapped(edges, values, target, edge ?? undefined));
          const scale = integral(edges, values.map(Math.abs)) + 1;
          expect(Math.abs(after - integral(edges, values)) / scale).toBeLessThan(1e-12);
        },
      ),
      { seed: 11, numRuns: 400 },
    );
  });

  it("makes no new extrema", () => {
    fc.assert(
      fc.property(columns, ({ edges, values, target }) => {
        const out = remapped(edges, values, target);
        expect(Math.min(...out)).toBeGreaterThanOrEqual(Math.min(...values));
        expect(Math.max(...out)).toBeLessThanOrEqual(Math.max(...values));
      }),
      { seed: 12, numRuns: 400 },
    );
  });

  it("leaves a uniform column uniform to the last bit", () => {
    fc.assert(
      fc.property(columns, fc.double({ min: -1e3, max: 1e3, noNaN: true }), ({ edges, values, target }, uniform) => {
        const out = remapped(
          edges,
          values.map(() => uniform),
          target,
          uniform,
        );
        for (const value of out) expect(value).toBe(uniform);
      }),
      { seed: 13, numRuns: 100 },
    );
  });

  it("keeps a column that falls with height falling", () => {
    fc.assert(
      fc.property(columns, ({ edges, values, target }) => {
        const out = remapped(
          edges,
          values.sort((x, y) => y - x),
          target,
        );
        for (let k = 1; k < out.length; k++) expect(out[k]).toBeLessThanOrEqual(out[k - 1] + 1e-10);
      }),
      { seed: 14, numRuns: 200 },
    );
  });

  it("gives the same layers back", () => {
    const edges = [1e5, 9.5e4, 8e4, 5e4, 2e4, 0];
    const out = remapped(edges, [400, 401, 405, 398, 390], edges);
    [400, 401, 405, 398, 390].forEach((value, k) => expect(out[k]).toBeCloseTo(value, 10));
  });

  it("joins layers to their mean by mass", () => {
    expect([...remapped([10, 9, 6, 0], [1, 2, 4], [10, 6, 0])]).toEqual([(1 + 3 * 2) / 4, 4]);
  });

  it("is third-order accurate inside a smooth column", () => {
    const error = (layers: number): number => {
      const edges = Array.from({ length: layers + 1 }, (_, k) => k / layers);
      const mean = (from: number, to: number): number => (Math.exp(-2 * from) - Math.exp(-2 * to)) / (2 * (to - from));
      const values = edges.slice(1).map((to, k) => mean(edges[k], to));
      const target = Array.from({ length: 38 }, (_, k) => 0.25 + (0.5 * k) / 37);
      const out = remapped(edges, values, target);
      return Math.max(...out.map((value, k) => Math.abs(value - mean(target[k], target[k + 1]))));
    };
    expect(Math.log2(error(25) / error(50))).toBeGreaterThan(2.6);
  });

  it("continues the outermost layers beyond the source", () => {
    expect([...remapped([10, 6, 2], [1, 3], [12, 11, 6, 2, 1, 0])]).toEqual([1, 1, 3, 3, 3]);
    expect([...remapped([10, 6, 2], [1, 3], [12, 4])][0]).toBeCloseTo((6 * 1 + 2 * 3) / 8, 12);
  });

  it("takes the value at the ground for the lower edge of the lowest layer", () => {
    const halves = remapped([10, 6, 2, 0], [5, 8, 9], [10, 8, 6, 2, 0], 2);
    expect(halves[0]).toBeLessThan(5);
    expect(halves[0]).toBeGreaterThan(2);
    expect((halves[0] + halves[1]) / 2).toBeCloseTo(5, 12);
  });

  it("refuses columns that it cannot hold", () => {
    expect(() => remapColumn([3, 2, 1, 0], [1, 1], [3, 0], new Float64Array(1))).toThrow(RangeError);
    expect(() => remapColumn([3, 2, 0], [1, 1], [3, 1, 0], new Float64Array(3), 1, 2)).toThrow(RangeError);
  });
});
