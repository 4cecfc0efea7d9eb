/** What the float64 filters (ensrf.ts, letkf.ts) take: rows of members, observations of them, and tapers between both. */

/** Members of several rows, each a quantity at a place: the ensemble is mean plus perturbation. */
export interface PerturbedRows {
  /** N, 2 or more. */
  readonly members: number;
  /** Ensemble mean, [row]. */
  readonly mean: Float64Array;
  /** Departures from the mean, [row][member], `row * members + member`; their sum over the members is zero. */
  readonly perturbations: Float64Array;
}

export interface ObservationVector {
  /** What was observed, [observation]. */
  readonly values: Float64Array;
  /** R, a variance, [observation], the square of the observations' unit. */
  readonly errorVariances: Float64Array;
  /** What the members expect to be observed, in the unit of the values: row o is observation o. */
  readonly simulated: PerturbedRows;
}

/** Factors in [0, 1] of the gain of one observation; indices are those of the arrays as given, in any order of taking. */
export interface Tapers {
  /** On a row of the state. */
  state(observation: number, row: number): number;
  /** On the simulated observation `other`; of an observation on itself it is 1. */
  simulated(observation: number, other: number): number;
}
