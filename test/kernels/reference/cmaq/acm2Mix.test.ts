/** Mixing keeps what its equations keep and agrees with them integrated in small explicit steps. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoverageError, NumericalError } from "../../../../src/errors.js";
import { type Acm2Input, acm2Mix } from "../../../../src/kernels/reference/cmaq/acm2Mix.js";

const Z = [40, 100, 200, 400, 800, 1500, 3000];
const LEVELS = Z.length;
const THICKNESS = Z.map((z, k) => (k === 0 ? z : z - Z[k - 1]));
const MIDDLES = Z.map((z, k) => z - THICKNESS[k] / 2);
const RUNS = { seed: 20250102, numRuns: 100 };

/** One column with a convective boundary layer of 700 m, which ends in level 4. */
const CONVECTIVE: Acm2Input = {
  levels: LEVELS,
  rows: 1,
  columns: 1,
  interfaceHeight: Z,
  layerHeight: MIDDLES,
  diffusivity: [8, 20, 35, 40, 15, 2, 0],
  convective: [1],
  boundaryLayerHeight: [700],
  boundaryLayerOverObukhov: [-10],
  boundaryLayerLevels: [5],
  values: [10, 8, 6, 4, 3, 2, 1],
  emission: [0.01, 0.002],
  emissionLevels: 2,
};
const STABLE: Acm2Input = { ...CONVECTIVE, convective: [0], boundaryLayerOverObukhov: [5] };

const burden = (values: ArrayLike<number>): number => THICKNESS.reduce((sum, dz, k) => sum + dz * values[k], 0);

/** The equations of acm2Column.ts with levels 1 to 4 in the boundary layer, forward Euler. */
function explicitly(input: Acm2Input, dt: number, steps: number): number[] {
  const convects = input.convective[0] !== 0;
  const h = input.boundaryLayerHeight[0];
  const f = convects ? 1 / (1 + (0.4 / -input.boundaryLayerOverObukhov[0]) ** 0.3333 / (0.72 * 0.4)) : 0;
  const up = (f * input.diffusivity[0]) / (MIDDLES[1] - MIDDLES[0]) / (h - Z[0]);
  /** Flux of the air that sinks into level k from above. */
  const sinking = (k: number): number => (k < 4 ? up * (h - Z[k]) : 0);
  let q = Array.from(input.values);
  for (let s = 0; s < steps; s++) {
    const flux = q.map((_, k) => {
      if (k === LEVELS - 1) return 0;
      const share = k < 5 ? 1 - f : 1;
      return (
        ((share * input.diffusivity[k]) / (MIDDLES[k + 1] - MIDDLES[k])) * (q[k + 1] - q[k]) + sinking(k) * q[k + 1]
      );
    });
    const rising = q.map((_, k) =>
      k === 0 ? -up * (h - Z[0]) : k < 4 ? up * THICKNESS[k] : k === 4 ? up * (h - Z[3]) : 0,
    );
    q = q.map((value, k) => {
      const below = k === 0 ? 0 : flux[k - 1];
      const emitted = input.emission[k] ?? 0;
      return value + (dt / steps) * ((flux[k] - below + rising[k] * q[0]) / THICKNESS[k] + emitted);
    });
  }
  return q;
}

describe("acm2Mix", () => {
  it.each([
    ["convective", CONVECTIVE],
    ["stable", STABLE],
  ])("solves its equations: %s", (_, input) => {
    const errors = [20, 5].map((dt) => {
      const [found, expected] = [acm2Mix(input, dt).values, explicitly(input, dt, 20000)];
      return Math.max(...expected.map((value, k) => Math.abs(value - found[k])));
    });
    expect(errors[0]).toBeLessThan(3e-3);
    // The halves of a step differ from the whole by its square.
    expect(errors[1]).toBeLessThan(errors[0] / 12);
  });

  const profiles = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: LEVELS, maxLength: LEVELS });
  const columns = fc.record({
    values: profiles,
    diffusivity: profiles.map((k) => [...k.slice(0, -1), 0]),
    convective: fc.constantFrom([0], [1]),
    height: fc.double({ min: 100.5, max: 1500, noNaN: true }),
    boundaryLayerOverObukhov: fc.double({ min: -60, max: -0.02, noNaN: true }).map((value) => [value]),
  });
  const inputOf = ({ height, ...column }: { height: number; values: number[] }): Acm2Input => ({
    ...CONVECTIVE,
    ...column,
    boundaryLayerHeight: [height],
    boundaryLayerLevels: [Z.findIndex((z) => z >= height) + 1],
  });

  it("keeps the burden but for what is emitted below the uppermost level", () => {
    fc.assert(
      fc.property(columns, profiles, (column, emission) => {
        const after = acm2Mix({ ...inputOf(column), emission, emissionLevels: LEVELS }, 60).values;
        const expected = burden(column.values) + 60 * burden([...emission.slice(0, -1), 0]);
        expect(Math.abs(burden(after) - expected)).toBeLessThanOrEqual(1e-11 * expected);
      }),
      RUNS,
    );
  });

  it("leaves a uniform column uniform", () => {
    fc.assert(
      fc.property(columns, (column) => {
        const values = column.values.map(() => 400);
        for (const value of acm2Mix({ ...inputOf(column), values, emission: [0, 0] }, 900).values) {
          expect(value).toBeCloseTo(400, 9);
        }
      }),
      RUNS,
    );
  });

  it("mixes the boundary layer in the end", () => {
    const diffusivity = [8, 20, 35, 0, 0, 0, 0];
    const column = {
      ...CONVECTIVE,
      diffusivity,
      boundaryLayerLevels: [4],
      boundaryLayerHeight: [350],
      emission: [0, 0],
    };
    const { values } = acm2Mix(column, 86400);
    const mean = [0, 1, 2, 3].reduce((sum, k) => sum + THICKNESS[k] * CONVECTIVE.values[k], 0) / Z[3];
    for (let k = 0; k < 4; k++) expect(values[k]).toBeCloseTo(mean, 6);
    expect(Array.from(values.subarray(4))).toEqual([3, 2, 1]);
  });

  it("only emits where the diffusivity is zero, in one step", () => {
    const still = { ...STABLE, diffusivity: new Float64Array(LEVELS) };
    const { values, substeps } = acm2Mix(still, 100);
    expect(Array.from(substeps)).toEqual([1]);
    expect(Array.from(values)).toEqual([11, 8.2, 6, 4, 3, 2, 1]);
  });

  it("counts the sub-steps that diffusion and convection demand", () => {
    const one = { ...STABLE, diffusivity: [7.5, 0, 0, 0, 0, 0, 0] };
    // 0.75 x 40 m x 50 m / 7.5 m2 s-1 = 200 s
    expect([150, 200, 201, 203, 400, 900].map((dt) => acm2Mix(one, dt).substeps[0])).toEqual([1, 1, 1, 2, 2, 5]);
    const share = 1 / (1 + (0.4 / 1000) ** 0.3333 / 0.288);
    const narrow = {
      ...CONVECTIVE,
      diffusivity: one.diffusivity,
      boundaryLayerHeight: [401],
      boundaryLayerOverObukhov: [-1000],
    };
    const turnover = (0.75 * 361 * 50 * 40) / (share * 7.5 * 760);
    expect(acm2Mix(narrow, 900).substeps[0]).toBe(Math.trunc(900 / turnover + 0.99));
    expect(acm2Mix(narrow, 900).substeps[0]).toBeGreaterThan(5);
  });

  it("moves no air non-locally in a boundary layer that ends with level 0", () => {
    const shallow = { ...CONVECTIVE, boundaryLayerLevels: [1], emission: [0, 0] };
    const share = 1 / (1 + (0.4 / 10) ** 0.3333 / 0.288);
    const local = { ...STABLE, diffusivity: [8 * (1 - share), ...Array.from(STABLE.diffusivity).slice(1)] };
    const expected = acm2Mix({ ...local, emission: [0, 0] }, 60).values;
    acm2Mix(shallow, 60).values.forEach((value, k) => expect(value).toBeCloseTo(expected[k], 12));
  });

  it("treats each cell and each tracer by itself", () => {
    const pair = (a: ArrayLike<number>, b: ArrayLike<number>): number[] => Array.from(a).flatMap((v, k) => [v, b[k]]);
    const fields = ["interfaceHeight", "layerHeight", "diffusivity", "convective", "boundaryLayerHeight"] as const;
    const more = ["boundaryLayerOverObukhov", "boundaryLayerLevels"] as const;
    const both = { ...CONVECTIVE, columns: 2 };
    const joined = Object.fromEntries([...fields, ...more].map((name) => [name, pair(CONVECTIVE[name], STABLE[name])]));
    const other = Array.from(CONVECTIVE.values, (value) => 5 - value);
    const single = (input: Acm2Input, values: ArrayLike<number>, emission: number[]): Float64Array =>
      acm2Mix({ ...input, values, emission }, 600).values;
    const found = acm2Mix(
      {
        ...both,
        ...joined,
        values: [...pair(CONVECTIVE.values, other), ...pair(other, CONVECTIVE.values)],
        emission: [...pair([1, 2], [3, 4]), ...pair([5, 6], [7, 8])],
      },
      600,
    );
    expect(Array.from(found.values)).toEqual([
      ...pair(single(CONVECTIVE, CONVECTIVE.values, [1, 2]), single(STABLE, other, [3, 4])),
      ...pair(single(CONVECTIVE, other, [5, 6]), single(STABLE, CONVECTIVE.values, [7, 8])),
    ]);
    expect(Array.from(found.substeps)).toEqual([
      ...acm2Mix(CONVECTIVE, 600).substeps,
      ...acm2Mix(STABLE, 600).substeps,
    ]);
  });

  it("names what it cannot use", () => {
    expect(() => acm2Mix({ ...CONVECTIVE, emission: [1] }, 1)).toThrow(/emission: 1 values; expected 2/);
    expect(() => acm2Mix({ ...CONVECTIVE, levels: 1 }, 1)).toThrow(CoverageError);
    expect(() => acm2Mix({ ...CONVECTIVE, boundaryLayerOverObukhov: [0.1] }, 1)).toThrow(NumericalError);
    expect(() => acm2Mix({ ...CONVECTIVE, boundaryLayerHeight: [30] }, 1)).toThrow(/convective column 0/);
    expect(() => acm2Mix({ ...CONVECTIVE, boundaryLayerLevels: [7] }, 1)).toThrow(/expected 1 to 6/);
  });
});
