/**
 * Columns of CO2 as a product gives them above the cells of a grid, at the instants of its files, before anything is
 * put onto the model's layers.
 */
import type { Time } from "../time.js";

/** All columns of one instant; level 0 the lowest. */
export interface InstantColumns {
  /** [cell][level], dry air [mol mol-1] */
  readonly values: Float64Array;
  /** [cell][interface], [Pa], falling: of the layers' interfaces, or of the points themselves. */
  readonly pressures: Float64Array;
}

export interface ColumnSource {
  readonly title: string;
  readonly remarks: readonly string[];
  readonly files: readonly string[];
  /** Ascending. */
  readonly times: readonly Time[];
  readonly levels: number;
  /** Whether values are means of layers, with one more pressure than values, or belong to points. */
  readonly layered: boolean;
  /** Where the files lack surface pressure: pressure is a + b ps, from the ground up, with the model's ps in its place. */
  readonly hybrid?: { readonly a: Float64Array; readonly b: Float64Array } | undefined;
  /** @throws InputError where a value is missing or not plausible */
  read(index: number): InstantColumns;
  close(): void;
}
