/**
 * The transport schemes of US EPA CMAQ v5.5 against its own Fortran compiled with 8-byte reals, on the inputs and outputs
 * of every case of ../shared/reference/cmaq. A Fortran array (c, r, l) lies in memory as [l][r][c].
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { acm2Mix } from "../../src/kernels/reference/cmaq/acm2Mix.js";
import { eddyDiffusivity } from "../../src/kernels/reference/cmaq/eddyDiffusivity.js";
import { multiscaleDiffusion } from "../../src/kernels/reference/cmaq/multiscaleDiffusion.js";
import { ppmSweep1d } from "../../src/kernels/reference/cmaq/ppmSweep1d.js";
import { describeWithShared, sharedReference } from "../sharedData.js";

const TOLERANCE = 1e-12;

interface FortranArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
  /** The value at indices counted from 0, in the order of the Fortran declaration. */
  readonly at: (...indices: number[]) => number;
}

interface ReferenceCase {
  readonly kernel: string;
  readonly scalars: Readonly<Record<string, number>> & { readonly steps: readonly number[] };
  readonly input: (name: string) => FortranArray;
  readonly expected: (name: string) => FortranArray;
}

interface Comparison {
  readonly name: string;
  readonly found: ArrayLike<number>;
  readonly expected: ArrayLike<number>;
}

function read(name: string): ReferenceCase {
  const description = JSON.parse(readFileSync(sharedReference("cmaq", `${name}.json`), "utf8"));
  const bytes = readFileSync(sharedReference("cmaq", description.file));
  const array = (wanted: string, role: string): FortranArray => {
    const { shape, count, offset_bytes } = description.arrays.find(
      (entry: { name: string; role: string }) => entry.name === wanted && entry.role === role,
    );
    const values = Float64Array.from({ length: count }, (_, i) => bytes.readDoubleLE(offset_bytes + 8 * i));
    return {
      shape,
      values,
      at: (...indices) => values[indices.reduceRight((offset, index, axis) => offset * shape[axis] + index, 0)],
    };
  };
  return {
    kernel: description.kernel.split(" ")[0],
    scalars: description.scalars,
    input: (wanted) => array(wanted, "input"),
    expected: (wanted) => array(wanted, "output_f64"),
  };
}

/** An array of the given shape, its last index fastest. */
function filled(shape: readonly number[], value: (...indices: number[]) => number): Float64Array {
  const count = shape.reduce((product, size) => product * size, 1);
  return Float64Array.from({ length: count }, (_, flat) => {
    let rest = flat;
    const indices = shape.toReversed().map((size) => {
      const index = rest % size;
      rest = (rest - index) / size;
      return index;
    });
    return value(...indices.reverse());
  });
}

/** Winds of CMAQ's arrays (nc + 1, nr + 1, nl) at the faces that exist: x without its last row, y without its last column. */
function faces(
  x: FortranArray,
  y: FortranArray,
  [nl, nr, nc]: readonly number[],
): { x: Float64Array; y: Float64Array } {
  return {
    x: filled([nl, nr, nc + 1], (l, r, c) => x.at(c, r, l)),
    y: filled([nl, nr + 1, nc], (l, r, c) => y.at(c, r, l)),
  };
}

function comparePpm({ scalars, input, expected }: ReferenceCase): Comparison[] {
  const velocity = input("vel").values;
  let values = input("con").values;
  const comparisons: Comparison[] = [];
  for (let step = 1; step <= Math.max(...scalars.steps); step++) {
    const { ds: spacing, bc_west: boundaryFirst, bc_east: boundaryLast, dt } = scalars;
    values = ppmSweep1d({ values, velocity, spacing, boundaryFirst, boundaryLast }, dt);
    if (!scalars.steps.includes(step)) continue;
    const name = `con_after_${step}`;
    comparisons.push({ name, found: values, expected: expected(name).values });
  }
  return comparisons;
}

function compareEddy({ scalars, input, expected }: ReferenceCase): Comparison[] {
  const { nl, nr, nc } = scalars;
  const wind = faces(input("uwind"), input("vwind"), [nl, nr, nc]);
  const found = eddyDiffusivity({
    levels: nl,
    rows: nr,
    columns: nc,
    interfaceHeight: input("zf").values,
    layerHeight: input("zh").values,
    boundaryLayerHeight: input("pbl").values,
    inverseObukhovLength: input("moli").values,
    frictionVelocity: input("ustar").values,
    leastDiffusivity: input("kzmin").values,
    windX: wind.x,
    windY: wind.y,
    virtualPotentialTemperature: input("thetav").values,
    temperature: input("ta").values,
    cloudWater: input("qc").values,
    waterVapour: input("qv").values,
  });
  return [{ name: "eddyv", found, expected: expected("eddyv").values }];
}

function compareAcm2({ scalars, input, expected }: ReferenceCase): Comparison[] {
  const { nl, nr, nc, ntracers, nemlays, dt } = scalars;
  const [seddy, before, emission, after] = [input("seddy"), input("cngrd"), input("emis"), expected("cngrd")];
  const found = acm2Mix(
    {
      levels: nl,
      rows: nr,
      columns: nc,
      interfaceHeight: input("zf").values,
      layerHeight: input("zh").values,
      diffusivity: filled([nl, nr, nc], (l, r, c) => seddy.at(l, c, r)),
      convective: input("convct").values,
      boundaryLayerHeight: input("pbl").values,
      boundaryLayerOverObukhov: input("hol").values,
      boundaryLayerLevels: input("lpbl").values,
      values: filled([ntracers, nl, nr, nc], (s, l, r, c) => before.at(s, l, c, r)),
      emission: filled([ntracers, nemlays, nr, nc], (s, l, r, c) => emission.at(s, l, c, r)),
      emissionLevels: nemlays,
    },
    dt,
  );
  const ordered = filled([ntracers, nl, nr, nc], (s, l, r, c) => after.at(s, l, c, r));
  return [
    { name: "nlp", found: found.substeps, expected: expected("nlp").values },
    { name: "cngrd", found: found.values, expected: ordered },
  ];
}

function compareDiffusion({ scalars, input, expected }: ReferenceCase): Comparison[] {
  const { nl, nr, nc, dx, dt } = scalars;
  const momentum = faces(input("uhat_jd"), input("vhat_jd"), [nl, nr, nc]);
  const found = multiscaleDiffusion(
    {
      levels: nl,
      rows: nr,
      columns: nc,
      spacing: dx,
      densityWithRim: input("rhoj_ghost").values,
      momentumX: momentum.x,
      momentumY: momentum.y,
      mapFactorSquared: input("msfd2").values,
      coupled: input("cgrid").values,
    },
    dt,
  );
  const [k11, k22, deform] = [expected("k11"), expected("k22"), expected("deform")];
  const diffusivities = faces(k11, k22, [nl, nr, nc]);
  const deformation = filled([nl, nr, nc], (l, r, c) => deform.at(c, r, l));
  return [
    { name: "deform", found: found.deformation, expected: deformation },
    { name: "k11", found: found.diffusivityX, expected: diffusivities.x },
    { name: "k22", found: found.diffusivityY, expected: diffusivities.y },
    { name: "dt_max", found: [found.longestStep], expected: expected("dt_max").values },
    { name: "cgrid", found: found.coupled, expected: expected("cgrid").values },
  ];
}

const COMPARE: Readonly<Record<string, (reference: ReferenceCase) => Comparison[]>> = {
  HPPM: comparePpm,
  EDDYX: compareEddy,
  VDIFFACMX: compareAcm2,
  HDIFF: compareDiffusion,
};

/** max|found - expected| / max|expected|; infinite where the lengths differ or a number is missing. */
function difference({ found, expected }: Comparison): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let [largest, scale] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    const apart = Math.abs(found[i] - expected[i]);
    if (!(apart < Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, apart);
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return scale === 0 ? largest : largest / scale;
}

function caseNames(): string[] {
  const folder = sharedReference("cmaq");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();
}

describeWithShared("transport schemes against CMAQ's own", () => {
  it.each(caseNames())("%s", (name) => {
    const reference = read(name);
    expect(Object.keys(COMPARE)).toContain(reference.kernel);
    const comparisons = COMPARE[reference.kernel](reference);
    expect(comparisons.length).toBeGreaterThan(0);
    for (const comparison of comparisons) {
      expect(difference(comparison), `${name}: ${comparison.name}`).toBeLessThanOrEqual(TOLERANCE);
    }
  });
});
