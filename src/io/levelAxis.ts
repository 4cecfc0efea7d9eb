/** Levels as pressures p = a + b ps under a surface pressure ps. */
export interface LevelAxis {
  /** [Pa] and [1], in the order of the file. */
  readonly a: Float64Array;
  readonly b: Float64Array;
}
