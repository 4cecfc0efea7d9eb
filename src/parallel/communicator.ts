/**
 * What the processes of one job say to each other. Two implementations: one process alone, here, and ranks of MPI
 * (mpiCommunicator.ts). All calls but `abort` are collective: every rank makes the same ones in the same order, and waits in
 * them. Arrays are taken and filled in place, also those that lie in the kernels' shared memory.
 */

/** What can be sent: bits move unchanged, whatever they mean. */
export type Sendable = Float32Array | Float64Array | Int32Array | Uint8Array;

/** A sum only where its order cannot be seen. */
export type Reduction = "sum" | "min" | "max";

export interface Communicator {
  /** Number of this process, from 0. */
  readonly rank: number;
  /** Number of processes. */
  readonly size: number;
  /** For log and run record: "1 process", "4 ranks of Open MPI 4.1.4". */
  readonly description: string;
  /** Waits for all. */
  barrier(): void;
  /** Fills `data` on all ranks with what it is on `root`. */
  broadcast(data: Sendable, root: number): void;
  /** The same where ranks may have to wait for long: they sleep between two looks, where `broadcast` keeps its core busy. */
  broadcastLater(data: Sendable, root: number): void;
  /**
   * Joins the parts of all ranks, in the order of ranks.
   * @param counts elements of each rank's part @param whole filled on `root`; elsewhere not looked at
   */
  gather<Values extends Sendable>(
    part: Values,
    counts: readonly number[],
    whole: Values | undefined,
    root: number,
  ): void;
  /**
   * Every rank sends each rank a part of `send`, and gets one from each into `receive`; parts lie in the order of ranks.
   * @param sendCounts elements for each rank @param receiveCounts elements from each
   */
  allToAll<Values extends Sendable>(
    send: Values,
    sendCounts: readonly number[],
    receive: Values,
    receiveCounts: readonly number[],
  ): void;
  /** @returns for each element its extreme over the ranks, or, of whole numbers, its sum */
  allReduce(values: Float64Array, reduction: "min" | "max"): Float64Array;
  allReduce(values: Int32Array, reduction: Reduction): Int32Array;
  /** Ends the processes of all ranks, at once. */
  abort(exitCode: number): never;
  /** Ends what the ranks have in common. Nothing may be called afterwards. */
  finish(): void;
}

/** A process alone. @param exit ends it */
export function singleProcess(exit: (exitCode: number) => never): Communicator {
  const copy = <Values extends Sendable>(from: Values, count: number, to: Values): void => {
    if (from.length < count || to.length < count) throw wrongLength(Math.min(from.length, to.length), count);
    if (from !== to) to.set(from.subarray(0, count));
  };
  return {
    rank: 0,
    size: 1,
    description: "1 process",
    barrier() {},
    broadcast() {},
    broadcastLater() {},
    gather(part, [count], whole) {
      if (whole !== undefined) copy(part, count, whole);
    },
    allToAll(send, [count], receive) {
      copy(send, count, receive);
    },
    allReduce: ((values: Float64Array | Int32Array) => values.slice()) as Communicator["allReduce"],
    abort: exit,
    finish() {},
  };
}

export function wrongLength(found: number, expected: number): RangeError {
  return new RangeError(`an array of ${found} elements cannot hold ${expected}`);
}
