/**
 * The local ensemble transform of the LETKF (Hunt et al. 2007, Physica D 230, doi:10.1016/j.physd.2006.11.008, section
 * 2.3.3) in the form that a row needs. With N members, y' their simulated observations, d the departures and each R
 * divided by the observation's taper there,
 *     S = sqrt(taper / (R (N - 1))) y'  [observation][member],   b = sqrt(taper / R) d,
 *     w = (I + S'S)^-1 S' b / sqrt(N - 1),   W = (I + S'S)^(-1/2), the symmetric square root,
 *     mean x += x' w,   x' <- x' W.
 * In the eigenvectors of S S' or, where the observations are more than the members, of S'S this is a sum over few
 * directions u_j [member]: with z_j = x' u_j, member m of the row moves by sum_j z_j (gain_j + shrink_j u_jm).
 * Twin of kernels/letkfKernel.ts.
 */
import { symmetricEigen } from "./symmetricEigenReference.js";

export interface EnsembleTransform {
  /** u, [direction][member]; the sum over the members is zero wherever gain or shrink are not. */
  readonly directions: Float64Array;
  /** [direction] */
  readonly gain: Float64Array;
  readonly shrink: Float64Array;
}

/**
 * @param scaled     S, [observation][member]
 * @param departures b, [observation]
 */
export function ensembleTransform(scaled: Float64Array, departures: Float64Array, members: number): EnsembleTransform {
  const observations = departures.length;
  const root = Math.sqrt(members - 1);
  if (observations <= members) {
    const { values, vectors } = symmetricEigen(products(scaled, observations, members), observations);
    return {
      directions: product(vectors, scaled, observations, observations, members),
      gain: product(vectors, departures, observations, observations, 1).map((b, j) => b / (1 + values[j]) / root),
      // ((1 + l)^(-1/2) - 1) / l, also where l is 0
      shrink: values.map((l) => -1 / (Math.sqrt(1 + l) * (1 + Math.sqrt(1 + l)))),
    };
  }
  const across = transpose(scaled, observations, members);
  const { values, vectors } = symmetricEigen(products(across, members, observations), members);
  const seen = product(across, departures, members, observations, 1);
  return {
    directions: vectors,
    gain: product(vectors, seen, members, members, 1).map((b, j) => b / (1 + values[j]) / root),
    shrink: values.map((l) => -l / (Math.sqrt(1 + l) * (1 + Math.sqrt(1 + l)))),
  };
}

/**
 * Moves the members of one row, in place; the mean may be inside.
 * @param row [lane]; lanes from `members` on are left alone
 * @returns whether all went with finite numbers; if not, the row is left alone
 */
export function transformRow(
  row: Float32Array | Float64Array,
  { directions, gain, shrink }: EnsembleTransform,
  members: number,
): boolean {
  const move = new Float64Array(members);
  const [pivot] = row;
  for (let j = 0; j < gain.length; j++) {
    let z = 0;
    for (let m = 0; m < members; m++) z += (row[m] - pivot) * directions[j * members + m];
    for (let m = 0; m < members; m++) move[m] += z * (gain[j] + shrink[j] * directions[j * members + m]);
  }
  if (!move.every((value) => Number.isFinite(value))) return false;
  for (let m = 0; m < members; m++) row[m] += move[m];
  return true;
}

/** Local observations of a place: those with a taper, weighted by it. */
export interface LocalObservations {
  /** S without taper, y' / sqrt(R (N - 1)), [observation][member] */
  readonly scaled: Float64Array;
  /** b without taper, d / sqrt(R), [observation] */
  readonly departures: Float64Array;
}

/** @param tapers [observation], [0, 1] */
export function localTransform(
  { scaled, departures }: LocalObservations,
  tapers: ArrayLike<number>,
  members: number,
): EnsembleTransform {
  const local = Array.from(departures.keys()).filter((o) => tapers[o] > 0);
  const rows = new Float64Array(local.length * members);
  const weighted = new Float64Array(local.length);
  local.forEach((o, i) => {
    const root = Math.sqrt(tapers[o]);
    for (let m = 0; m < members; m++) rows[i * members + m] = root * scaled[o * members + m];
    weighted[i] = root * departures[o];
  });
  return ensembleTransform(rows, weighted, members);
}

/**
 * Updates the cells `cells[first..last-1]` of every level in place.
 * @param levels one array [cell][lane] a level
 * @param tapers [index in `cells`][observation]
 * @returns whether every row moved by finite numbers; rows that would not are left alone
 */
export function letkfUpdate(
  levels: readonly (Float32Array | Float64Array)[],
  cells: Int32Array,
  tapers: Float32Array | Float64Array,
  observations: LocalObservations,
  members: number,
  lanes: number,
  first: number,
  last: number,
): boolean {
  const count = observations.departures.length;
  let finite = true;
  for (let line = first; line < last; line++) {
    const transform = localTransform(observations, tapers.subarray(line * count, (line + 1) * count), members);
    for (const level of levels) {
      const row = level.subarray(cells[line] * lanes, (cells[line] + 1) * lanes);
      if (!transformRow(row, transform, members)) finite = false;
    }
  }
  return finite;
}

/** A A', [rows][rows], of A [rows][columns]. */
function products(a: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += a[i * columns + k] * a[j * columns + k];
      result[i * rows + j] = result[j * rows + i] = sum;
    }
  }
  return result;
}

/** A B, [rows][columns], of A [rows][inner] and B [inner][columns]. */
function product(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      for (let j = 0; j < columns; j++) result[i * columns + j] += a[i * inner + k] * b[k * columns + j];
    }
  }
  return result;
}

function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, i) => a[(i % rows) * columns + Math.floor(i / rows)]);
}
