/**
 * Lanes dealt to ranks: each has lanes that follow each other, in whole vectors of four, which is what kernels work on, so that
 * the arithmetic of a lane is the same however many there are. Members, CTRL, a truth and perturbed analyses are lanes alike.
 * Rank 0, which does what is not dealt, gets no more than the others.
 */
import type { Communicator } from "../../parallel/communicator.js";

/** Lanes of a kernel's vector. */
const VECTOR = 4;

/** The lanes of a rank. */
export interface LaneShare {
  readonly first: number;
  /** Multiple of 4. */
  readonly count: number;
}

/** Most ranks that have anything to do. @param lanes multiple of 4 */
export function mostRanks(lanes: number): number {
  return lanes / VECTOR;
}

/** @returns [rank] */
export function dealLanes(lanes: number, ranks: number): LaneShare[] {
  const vectors = lanes / VECTOR;
  return Array.from({ length: ranks }, (_, rank) => {
    const [first, end] = [rank, rank + 1].map((r) => Math.floor((r * vectors) / ranks) * VECTOR);
    return { first, count: end - first };
  });
}

/** How the lanes of a job are dealt. */
export interface Dealt {
  readonly communicator: Communicator;
  /** Of all ranks together. */
  readonly lanes: number;
  /** [rank] */
  readonly shares: readonly LaneShare[];
}

/**
 * Sends each rank its lanes of some rows.
 * @param whole [row][lane] of all lanes, on rank 0 @param part [row][lane] of this rank's, filled
 * @param rows what is sent of them, from the first on @param packed of the size of `whole`, on rank 0
 */
export function sendLanes(
  { communicator, lanes, shares }: Dealt,
  rows: number,
  whole: Float32Array | undefined,
  part: Float32Array,
  packed: Float32Array | undefined,
): void {
  const { rank, size } = communicator;
  const none = Array.from({ length: size }, () => 0);
  const counts = shares.map(({ count }) => rows * count);
  if (whole !== undefined && packed !== undefined) {
    let start = 0;
    shares.forEach((share, r) => {
      copyLanes(rows, share.count, whole, lanes, share.first, packed, share.count, start);
      start += counts[r];
    });
  }
  const received = none.with(0, counts[rank]);
  communicator.allToAll(packed ?? part.subarray(0, 0), rank === 0 ? counts : none, part, received);
}

/** Brings the lanes of all ranks to rank 0: the way back. */
export function collectLanes(
  { communicator, lanes, shares }: Dealt,
  rows: number,
  whole: Float32Array | undefined,
  part: Float32Array,
  packed: Float32Array | undefined,
): void {
  const counts = shares.map(({ count }) => rows * count);
  communicator.gather(part, counts, packed, 0);
  if (whole === undefined || packed === undefined) return;
  let start = 0;
  shares.forEach((share, r) => {
    copyLanes(rows, share.count, packed, share.count, start, whole, lanes, share.first);
    start += counts[r];
  });
}

/** Rows that follow each other, dealt to ranks for what needs all lanes of a row. @returns first row of each rank, and the end */
export function dealRows(rows: number, ranks: number): number[] {
  return Array.from({ length: ranks + 1 }, (_, rank) => Math.floor((rank * rows) / ranks));
}

/**
 * The state transposed: every rank sends its lanes of the rows of each, and has all lanes of its own rows.
 * @param firsts of `dealRows` @param part [row][lane] of this rank's lanes, all rows @param out [row][lane], its rows, all lanes
 * @param packed of the size of `out`
 */
export function transposeLanes(
  { communicator, lanes, shares }: Dealt,
  firsts: readonly number[],
  part: Float32Array,
  out: Float32Array,
  packed: Float32Array,
): void {
  const { rank } = communicator;
  const rowsOf = (of: number): number => firsts[of + 1] - firsts[of];
  const sent = shares.map((_, to) => rowsOf(to) * shares[rank].count);
  const received = shares.map(({ count }) => rowsOf(rank) * count);
  communicator.allToAll(part, sent, packed, received);
  let start = 0;
  shares.forEach((share, from) => {
    copyLanes(rowsOf(rank), share.count, packed, share.count, start, out, lanes, share.first);
    start += received[from];
  });
}

/** The way back of `transposeLanes`. @param part filled @param packed of the size of `own` */
export function giveLanesBack(
  { communicator, lanes, shares }: Dealt,
  firsts: readonly number[],
  own: Float32Array,
  part: Float32Array,
  packed: Float32Array,
): void {
  const { rank } = communicator;
  const rowsOf = (of: number): number => firsts[of + 1] - firsts[of];
  const sent = shares.map(({ count }) => rowsOf(rank) * count);
  const received = shares.map((_, from) => rowsOf(from) * shares[rank].count);
  let start = 0;
  shares.forEach((share, to) => {
    copyLanes(rowsOf(rank), share.count, own, lanes, share.first, packed, share.count, start);
    start += sent[to];
  });
  communicator.allToAll(packed, sent, part, received);
}

/**
 * Brings the lanes of all ranks of some rows to rank 0.
 * @param whole filled in these rows, on rank 0
 */
export function collectRows(
  { communicator, lanes, shares }: Dealt,
  rows: Int32Array,
  whole: Float32Array | undefined,
  part: Float32Array,
): void {
  const { rank } = communicator;
  const { count } = shares[rank];
  const own = new Float32Array(rows.length * count);
  rows.forEach((row, r) => own.set(part.subarray(row * count, (row + 1) * count), r * count));
  const counts = shares.map((share) => rows.length * share.count);
  const all = whole && new Float32Array(rows.length * lanes);
  communicator.gather(own, counts, all, 0);
  if (whole === undefined || all === undefined) return;
  let start = 0;
  for (const share of shares) {
    rows.forEach((row, r) => {
      const from = start + r * share.count;
      whole.set(all.subarray(from, from + share.count), row * lanes + share.first);
    });
    start += rows.length * share.count;
  }
}

/** Copies `count` values of each row. @param at place of the first in an array whose rows are `stride` long */
function copyLanes(
  rows: number,
  count: number,
  from: Float32Array,
  fromStride: number,
  fromAt: number,
  to: Float32Array,
  toStride: number,
  toAt: number,
): void {
  let source = fromAt;
  let target = toAt;
  for (let row = 0; row < rows; row++, source += fromStride, target += toStride) {
    for (let i = 0; i < count; i++) to[target + i] = from[source + i];
  }
}
