/**
 * An ensemble of fields, member innermost: [row][lane], float32 anomalies from one constant reference.
 * Lanes 0..members-1 are the ensemble; single runs that share its weather ride in the lanes after it, then come perturbed
 * analyses (perturbedAnalyses.ts); the rest is padding that makes the number of lanes a multiple of 4.
 */
export interface LaneLayout {
  /** Held here: all of the ensemble, or a part of it. */
  readonly members: number;
  /** Number in the whole ensemble of the member in lane 0. Every draw of a member is keyed by its number there. */
  readonly firstMember: number;
  /** Lane of the run with prior fluxes (CTRL), if one rides along. */
  readonly control?: number;
  /** Lane of the truth of a twin experiment, if one rides along. */
  readonly truth?: number;
  /** Lanes of perturbed analyses, where there are any. */
  readonly perturbed?: PerturbedLanes;
  /** Multiple of 4. */
  readonly lanes: number;
}

/** Lanes one after the other. */
export interface PerturbedLanes {
  readonly first: number;
  readonly count: number;
}

export interface Ensemble {
  readonly rows: number;
  readonly layout: LaneLayout;
  /** Value that the anomalies are relative to, in the field's unit. */
  readonly reference: number;
  readonly data: Float32Array;
  /** The values as far as the first rows go, where those of all rows would have to be brought here. */
  readonly first?: (rows: number) => Float32Array;
  /** The values as far as these rows go, likewise. */
  readonly some?: (rows: Int32Array) => Float32Array;
}

/** The values of an ensemble, of which no more than the first rows are looked at. */
export function firstRows(ensemble: Ensemble, rows: number): Float32Array {
  return ensemble.first?.(rows) ?? ensemble.data;
}

/** An ensemble of which no more than some rows are looked at. @param rows [any number], each once */
export function atRows(ensemble: Ensemble, rows: Int32Array): Ensemble {
  if (ensemble.some === undefined) return ensemble;
  const { rows: all, layout, reference } = ensemble;
  return { rows: all, layout, reference, data: ensemble.some(rows) };
}

export type Passenger = "control" | "truth";

/**
 * @param passengers single runs that ride along, in the order of their lanes @param firstMember 0 for a whole ensemble
 * @param perturbed number of perturbed analyses
 * @example
 * import { laneLayout } from "openjdas";
 *
 * laneLayout(50, ["control"]); // => { members: 50, firstMember: 0, control: 50, lanes: 52 }
 */
export function laneLayout(
  members: number,
  passengers: readonly Passenger[] = [],
  firstMember = 0,
  perturbed = 0,
): LaneLayout {
  const lane = (passenger: Passenger): number => members + passengers.indexOf(passenger);
  const first = members + passengers.length;
  return {
    members,
    firstMember,
    ...(passengers.includes("control") ? { control: lane("control") } : {}),
    ...(passengers.includes("truth") ? { truth: lane("truth") } : {}),
    ...(perturbed > 0 ? { perturbed: { first, count: perturbed } } : {}),
    lanes: Math.ceil((first + perturbed) / 4) * 4,
  };
}

/**
 * @param data rows * lanes values, e.g. from a kernel memory
 * @example
 * import { createEnsemble, laneLayout } from "openjdas";
 *
 * const layout = laneLayout(50, ["control"]);
 * const cells = 9030 * 15;
 * createEnsemble(layout, cells, 400e-6, new Float32Array(cells * layout.lanes)).rows; // => 135450
 */
export function createEnsemble(layout: LaneLayout, rows: number, reference: number, data: Float32Array): Ensemble {
  if (data.length !== rows * layout.lanes) {
    throw new RangeError(`an ensemble of ${rows} rows and ${layout.lanes} lanes needs ${rows * layout.lanes} values`);
  }
  return { rows, layout, reference, data };
}
