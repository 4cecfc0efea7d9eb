/** The serial filter against the EnKF of NOAA's GSI, on the inputs and outputs of ../shared/reference/ensrf. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ensrf, type PerturbedRows, type Tapers } from "../../src/filters/ensrf.js";
import { gaspariCohn } from "../../src/filters/gaspariCohn.js";
import { relaxToPriorSpread, spreadOf } from "../../src/filters/inflation.js";
import { describeWithShared, sharedReference } from "../sharedData.js";

const TOLERANCE = 1e-10;

interface ReferenceCase {
  readonly description: {
    readonly arrays: readonly { name: string; role: string; shape: number[]; offset_bytes: number; count: number }[];
  };
  readonly bytes: Buffer;
}

function read(name: string): ReferenceCase {
  return {
    description: JSON.parse(readFileSync(sharedReference("ensrf", `${name}.json`), "utf8")),
    bytes: readFileSync(sharedReference("ensrf", `${name}.bin`)),
  };
}

function array({ description, bytes }: ReferenceCase, name: string, role = "input"): Float64Array {
  const entry = description.arrays.find((candidate) => candidate.name === name && candidate.role === role)!;
  return Float64Array.from({ length: entry.count }, (_, i) => bytes.readDoubleLE(entry.offset_bytes + 8 * i));
}

function distance(a: Float64Array, i: number, b: Float64Array, j: number): number {
  return Math.hypot(a[3 * i] - b[3 * j], a[3 * i + 1] - b[3 * j + 1], a[3 * i + 2] - b[3 * j + 2]);
}

/** Runs the filter on a case; its rows are (gridpoint, variable) with the gridpoint running fastest. */
function analyse(reference: ReferenceCase): { state: PerturbedRows; simulated: PerturbedRows; values: Float64Array } {
  const grid = array(reference, "grid_xyz");
  const positions = array(reference, "ob_xyz");
  const lengths = array(reference, "corrlength");
  const values = array(reference, "y");
  const members = array(reference, "HX").length / values.length;
  const tapers: Tapers = {
    state: (o, row) => gaspariCohn(distance(positions, o, grid, row % (grid.length / 3)) / lengths[o]),
    simulated: (o, other) => gaspariCohn(distance(positions, o, positions, other) / lengths[o]),
  };
  const state = { members, mean: array(reference, "xm"), perturbations: array(reference, "X") };
  const simulated = { members, mean: array(reference, "hxm"), perturbations: array(reference, "HX") };
  ensrf(state, { values, errorVariances: array(reference, "r"), simulated }, tapers);
  return { state, simulated, values };
}

/** Largest difference; infinite where the lengths differ. */
function difference(found: Float64Array, expected: Float64Array): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  return found.reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i])), 0);
}

describeWithShared("serial EnSRF against NOAA's EnKF", () => {
  it.each(["planar_20x10_k20_o15", "noloc", "rtps_0.6"])("%s", (name) => {
    const reference = read(name);
    const { state, simulated, values } = analyse(reference);
    expect(difference(state.perturbations, array(reference, "X", "output_f64"))).toBeLessThanOrEqual(TOLERANCE);
    expect(difference(state.mean, array(reference, "xm", "output_f64"))).toBeLessThanOrEqual(TOLERANCE);
    const residuals = values.map((value, o) => value - simulated.mean[o]);
    const variances = spreadOf(simulated).map((spread) => spread ** 2);
    expect(difference(residuals, array(reference, "obfit_post", "output_f64"))).toBeLessThanOrEqual(TOLERANCE);
    expect(difference(variances, array(reference, "obsprd_post", "output_f64"))).toBeLessThanOrEqual(TOLERANCE);
  });

  it("relaxes to the prior spread", () => {
    const reference = read("rtps_0.6");
    const { state } = analyse(reference);
    const prior = { ...state, perturbations: array(reference, "X") };
    relaxToPriorSpread(state, spreadOf(prior), 0.6);
    expect(difference(state.perturbations, array(reference, "X_inflated", "output_f64"))).toBeLessThanOrEqual(
      TOLERANCE,
    );
  });

  it("tapers", () => {
    const { r, gc_f64 } = JSON.parse(readFileSync(sharedReference("ensrf", "gaspari_cohn.json"), "utf8"));
    expect(difference(Float64Array.from(r, gaspariCohn), Float64Array.from(gc_f64))).toBeLessThanOrEqual(TOLERANCE);
  });
});
