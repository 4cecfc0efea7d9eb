/** Errors of one scheme for one problem at one resolution, and the order of convergence from row to row. */
import { type ErrorNorms, orderOfConvergence } from "./errorNorms.js";

export interface ErrorRow {
  readonly problem: string;
  readonly scheme: "openjdas" | "CMAQ HPPM";
  /** Cells along a side. */
  readonly cells: number;
  readonly norms: ErrorNorms;
}

/** Order between a row and the coarser one of the same problem and scheme before it; undefined for the coarsest. */
export function orderOf(rows: readonly ErrorRow[], index: number): ErrorNorms | undefined {
  const [row, coarser] = [rows[index], rows[index - 1]];
  if (coarser === undefined || coarser.problem !== row.problem || coarser.scheme !== row.scheme) return undefined;
  const ratio = row.cells / coarser.cells;
  const order = (norm: keyof ErrorNorms): number => orderOfConvergence(coarser.norms[norm], row.norms[norm], ratio);
  return { l1: order("l1"), l2: order("l2"), linf: order("linf") };
}
