/**
 * The divergent wind of CMAQ's reference case `hppm_divergent` (-25 to 25 m/s, out through both ends) in both forms. CMAQ
 * moves a concentration, ours a mole fraction with its air; given the same air, of density 1 at the start and moved by
 * CMAQ's own sweep, the tracer differs by the order of the scheme's error, and a uniform mole fraction not at all.
 */
import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { advectLine } from "../../src/kernels/reference/advectionReference.js";
import { ppmSweep1d } from "../../src/kernels/reference/cmaq/ppmSweep1d.js";
import { errorNorms } from "../../src/verification/errorNorms.js";
import { describeWithShared, sharedReference } from "../sharedData.js";

describeWithShared("a divergent wind, CMAQ's form and ours", () => {
  const cells = 100;
  let start: Float64Array = new Float64Array();
  let velocity: Float64Array = new Float64Array();
  let spacing = 0;
  let dt = 0;
  const expected = new Map<number, Float64Array>();

  beforeAll(() => {
    const { file, arrays, scalars } = JSON.parse(readFileSync(sharedReference("cmaq", "hppm_divergent.json"), "utf8"));
    const bytes = readFileSync(sharedReference("cmaq", file));
    const read = (wanted: string, role: string): Float64Array => {
      const { count, offset_bytes } = arrays.find(
        (one: { name: string; role: string }) => one.name === wanted && one.role === role,
      );
      return Float64Array.from({ length: count }, (_, i) => bytes.readDoubleLE(offset_bytes + 8 * i));
    };
    start = read("con", "input");
    velocity = read("vel", "input");
    spacing = scalars.ds;
    dt = scalars.dt;
    for (const steps of scalars.steps) expected.set(steps, read(`con_after_${steps}`, "output_f64"));
  });

  const sweep = (values: Float64Array): Float64Array =>
    ppmSweep1d({ values, velocity, spacing, boundaryFirst: 1, boundaryLast: 1 }, dt);
  /** Concentration by CMAQ's form, and by ours with the air that CMAQ's form moves; and our mole fraction. */
  const move = (concentration: Float64Array, steps: number) => {
    let theirs = concentration;
    let air = new Float64Array(cells).fill(1);
    const values = concentration.slice();
    const mass = new Float64Array(cells).fill(spacing);
    for (let step = 0; step < steps; step++) {
      theirs = sweep(theirs);
      const after = sweep(air);
      // Nothing passes the middle face; from there what a cell loses has left through its outer face.
      const flux = new Float64Array(cells + 1);
      for (let i = cells / 2; i < cells; i++) flux[i + 1] = flux[i] + ((air[i] - after[i]) * spacing) / dt;
      for (let i = cells / 2; i > 0; i--) flux[i - 1] = flux[i] - ((air[i - 1] - after[i - 1]) * spacing) / dt;
      advectLine({ values, mass, flux, inflowFirst: 0, inflowLast: 0 }, dt);
      air = Float64Array.from(after);
    }
    return { theirs, ours: values.map((value, i) => (value * mass[i]) / spacing), values };
  };
  const greatest = (values: ArrayLike<number>): number => Math.max(...Array.from(values));

  it("CMAQ's form is CMAQ's own output, to the last bit, and nothing passes the middle", () => {
    expect(Math.abs(velocity[cells / 2])).toBeLessThan(1e-12);
    expect([...expected.keys()]).toEqual([1, 20]);
    for (const [steps, reference] of expected)
      expect(Array.from(move(start, steps).theirs)).toEqual(Array.from(reference));
  });

  // The largest are those of the end cells: CMAQ extrapolates beyond an outflow face, ours repeats the end cell.
  it.each([
    [1, { l1: 9.8e-5, l2: 6.375e-4, linf: 2.615e-3, relative: 1.1326e-2, inside: 0 }],
    [20, { l1: 5.966e-4, l2: 1.7109e-3, linf: 5.64e-3, relative: 1.6408e-2, inside: 2.616e-3 }],
  ])("ours differs from it after %d steps by the stated norms", (steps, stated) => {
    const reference = expected.get(steps) ?? [];
    const { ours } = move(start, steps);
    const { l1, l2, linf } = errorNorms(ours, reference, new Float64Array(cells).fill(1));
    const apart = ours.map((value, i) => Math.abs(value / reference[i] - 1));
    const found = { l1, l2, linf, relative: greatest(apart), inside: greatest(apart.slice(2, -2)) };
    for (const [name, value] of Object.entries(stated)) {
      expect(Math.abs(found[name as keyof typeof found] - value)).toBeLessThan(1e-3 * value + 1e-14);
    }
  });

  it("a uniform mole fraction stays uniform in ours; CMAQ's concentration of it follows the divergence", () => {
    const { values, theirs } = move(new Float64Array(cells).fill(1), 20);
    expect(values.every((value) => value === 1)).toBe(true);
    expect(1 - Math.min(...theirs)).toBeCloseTo(0.19915, 5);
    expect(1 - greatest(theirs)).toBeCloseTo(0.02637, 5);
  });
});
