/** Members given as [row][member], as the float64 filters take them, and back. */
import type { PerturbedRows } from "../../src/filters/ensrf.js";

export function split(rows: readonly (readonly number[])[]): PerturbedRows {
  const mean = Float64Array.from(rows, (row) => row.reduce((sum, value) => sum + value, 0) / row.length);
  const perturbations = Float64Array.from(rows.flatMap((row, i) => row.map((value) => value - mean[i])));
  return { members: rows[0].length, mean, perturbations };
}

export function join({ members, mean, perturbations }: PerturbedRows): number[][] {
  return Array.from(mean, (value, row) =>
    Array.from(perturbations.subarray(row * members, (row + 1) * members), (p) => value + p),
  );
}
