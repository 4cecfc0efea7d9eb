/** Single columns worked from the published formulas, for the branches that no reference case takes too. */
import { describe, expect, it } from "vitest";
import { CoverageError } from "../../../../src/errors.js";
import { type EddyAtmosphere, eddyDiffusivity } from "../../../../src/kernels/reference/cmaq/eddyDiffusivity.js";

const KMIN = 0.01;
const GRAVITY = 9.80622;

interface Column {
  /** Interface above level 0; level 1 reaches to twice that height. */
  readonly z?: number;
  readonly h?: number;
  readonly inverseL?: number;
  readonly frictionVelocity?: number;
  readonly shear?: number;
  readonly warming?: number;
  readonly cloud?: readonly [number, number];
}

/** Two levels of one cell, at 300 K in level 0. */
function atmosphere({ z = 100, h = 1000, inverseL = 0, ...rest }: Column): EddyAtmosphere {
  const { frictionVelocity = 0.4, shear = 0, warming = 0, cloud = [0, 0] } = rest;
  return {
    levels: 2,
    rows: 1,
    columns: 1,
    interfaceHeight: [z, 2 * z],
    layerHeight: [z / 2, 1.5 * z],
    boundaryLayerHeight: [h],
    inverseObukhovLength: [inverseL],
    frictionVelocity: [frictionVelocity],
    leastDiffusivity: [KMIN, KMIN],
    windX: [1, 1, 1 + shear * z, 1 + shear * z],
    windY: [2, 2, 2, 2],
    virtualPotentialTemperature: [300, 300 + warming],
    temperature: [300, 300],
    cloudWater: cloud,
    waterVapour: [0.01, 0.01],
  };
}

const lowest = (column: Column): number => eddyDiffusivity(atmosphere(column))[0];

/** Boundary-layer scaling at 100 m of 1000 m with u* = 0.4 m s-1. */
const scaled = (phi: number): number => ((0.4 * 0.4) / phi) * 100 * 0.9 ** 2;
/** Square of the mixing length at 100 m. */
const LENGTH_SQUARED = ((40 * 80) / 120) ** 2;

describe("eddyDiffusivity", () => {
  it.each([
    ["neutral", 0, 1],
    ["slightly stable", 0.002, 1 + 5 * 0.2],
    ["very stable", 0.03, 5 + 3],
    ["unstable", -0.01, 1 / Math.sqrt(1 + 16)],
  ])("scales with the boundary layer: %s", (_, inverseL, phi) => {
    expect(lowest({ inverseL })).toBeCloseTo(scaled(phi), 10);
  });

  it("holds phi_h above an unstable surface layer", () => {
    const factor = (z: number): number => lowest({ z, inverseL: -0.01 }) / (0.16 * z * (1 - z / 1000) ** 2);
    expect(factor(400)).toBeCloseTo(factor(100), 10);
    expect(factor(50)).toBeCloseTo(Math.sqrt(1 + 8), 10);
  });

  it("knows no boundary layer below 20 m", () => {
    expect(lowest({ z: 10, h: 5 })).toBeCloseTo(0.16 * 10 * 0.25, 10);
  });

  it("mixes by shear above the boundary layer", () => {
    const shearSquared = 0.01 ** 2 + 1e-9;
    const local = (f: number): number => KMIN + Math.sqrt(shearSquared) * f * LENGTH_SQUARED;
    const ri = (warming: number): number => (2 * GRAVITY * warming) / (100 * shearSquared * (600 + warming));
    const stable = ri(0.1);
    expect(lowest({ h: 100, shear: 0.01 })).toBeCloseTo(local(1.0012), 10);
    expect(lowest({ h: 100, shear: 0.01, warming: 0.1 })).toBeCloseTo(
      local(0.0012 + 1 / (1 + 10 * stable + 50 * stable ** 2 + 5000 * stable ** 4)),
      10,
    );
    expect(lowest({ h: 100, shear: 0.01, warming: -0.1 })).toBeCloseTo(local(Math.sqrt(1 - 25 * ri(-0.1))), 10);
  });

  it("takes the greater of the two within the boundary layer, and 1000 m2 s-1 at most", () => {
    expect(lowest({ shear: 0.1 })).toBe(lowest({ shear: 0.1, h: 100 }));
    expect(lowest({ h: 1000, inverseL: -0.5, frictionVelocity: 40 })).toBe(1000);
    expect(lowest({ shear: 2, warming: -10 })).toBe(1000);
  });

  it("loses stability where either level holds cloud water", () => {
    const stable = { h: 100, shear: 0.02, warming: 0.3 };
    const clear = lowest(stable);
    expect(lowest({ ...stable, cloud: [1e-5, 1e-5] })).toBe(clear);
    expect(lowest({ ...stable, cloud: [2e-5, 0] })).toBeGreaterThan(2 * clear);
    expect(lowest({ ...stable, cloud: [0, 2e-5] })).toBe(lowest({ ...stable, cloud: [2e-5, 0] }));
  });

  it("does not ask which way the wind turns, and closes the top", () => {
    const east = atmosphere({ h: 100, shear: 0.01, warming: 0.1 });
    const north = { ...east, windX: east.windY, windY: east.windX };
    expect(eddyDiffusivity(north)).toEqual(eddyDiffusivity(east));
    expect(eddyDiffusivity(east)[1]).toBe(0);
  });

  it("takes the winds of its own faces", () => {
    const two = { ...atmosphere({}), rows: 2, columns: 2 };
    const [windX, windY] = [new Float64Array(12), new Float64Array(12)];
    windX[6 + 2] = 10;
    windY[6 + 5] = 10;
    const repeated = Object.fromEntries(
      Object.entries(two).flatMap(([name, values]) => {
        if (typeof values === "number") return [];
        const each = Array.from(values as ArrayLike<number>);
        return [[name, each.flatMap((value) => [value, value, value, value])]];
      }),
    );
    const k = eddyDiffusivity({ ...two, ...repeated, boundaryLayerHeight: [50, 50, 50, 50], windX, windY });
    const calm = k[0];
    expect(k[1]).toBeGreaterThan(10 * calm);
    expect(k[2]).toBe(calm);
    expect(k[3]).toBe(k[1]);
  });

  it("names the arrays that do not fit", () => {
    const air = { ...atmosphere({}), windX: [1], waterVapour: [] };
    expect(() => eddyDiffusivity(air)).toThrow(CoverageError);
    expect(() => eddyDiffusivity(air)).toThrow(/windX: 1 values; expected 4[^]*waterVapour: 0 values; expected 2/);
  });
});
