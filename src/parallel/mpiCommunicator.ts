/**
 * Ranks of MPI: calls of the C interface, MPI 3, of a library that findMpi.ts has loaded. A handle is an address of a global
 * of the library in Open MPI, and a number that its ABI fixes in MPICH. Errors end the job (MPI_ERRORS_ARE_FATAL is what a
 * communicator begins with).
 */
import { type Communicator, type Reduction, type Sendable, wrongLength } from "./communicator.js";
import type { LoadedMpi } from "./findMpi.js";
import type { MpiKind } from "./launch.js";

type Handle = number | bigint;

interface Handles {
  readonly world: Handle;
  /** By bytes of an element: only bits are moved. */
  readonly ofSize: ReadonlyMap<number, Handle>;
  readonly int32: Handle;
  readonly float64: Handle;
  readonly reductions: Readonly<Record<Reduction, Handle>>;
  /** MPI_STATUS_IGNORE, an address. */
  readonly noStatus: Handle | null;
}

/** Type of a handle as an argument. */
const HANDLE: Readonly<Record<MpiKind, string>> = { "Open MPI": "void *", MPICH: "int" };

/** How long a launcher is given to pass on what a process has said before it ends the job [ms]. */
const LAST_WORDS = 500;

/** How long a rank waits for a broadcast of any time before it begins to sleep between two looks [ms]. */
const MOST_BUSY = 2;

/** Counts are C's int. */
const MOST_ELEMENTS = 2 ** 31 - 1;

function handlesOf({ kind, library }: LoadedMpi): Handles {
  const address = (name: string): Handle => library.symbol(name) as bigint;
  const [world, byte, int32, float64, sum, min, max] =
    kind === "Open MPI"
      ? ["comm_world", "byte", "int", "double", "op_sum", "op_min", "op_max"].map((name) => address(`ompi_mpi_${name}`))
      : [0x44000000, 0x4c00010d, 0x4c000405, 0x4c00080b, 0x58000003, 0x58000002, 0x58000001];
  const ofSize = new Map([
    [1, byte],
    [4, int32],
    [8, float64],
  ]);
  const noStatus = kind === "Open MPI" ? null : 1n;
  return { world, ofSize, int32, float64, reductions: { sum, min, max }, noStatus };
}

/** A function of the library. @throws Error where it gives anything but MPI_SUCCESS */
type Call = (...values: unknown[]) => void;

/** @returns what finds a function by its name and the types of its arguments */
function callsOf({ library, version }: LoadedMpi): (name: string, values: readonly string[]) => Call {
  return (name, values) => {
    const call = library.func(name, "int", [...values]);
    return (...given) => {
      const code: unknown = call(...given);
      if (code !== 0) throw new Error(`${name} of ${version} gave ${String(code)}`);
    };
  };
}

const DATA = "void *";
const INTEGERS = "int *";

function collectiveCalls(
  define: ReturnType<typeof callsOf>,
  handle: string,
): Readonly<Record<"barrier" | "broadcast" | "laterBroadcast" | "test" | "gather" | "allToAll" | "allReduce", Call>> {
  return {
    barrier: define("MPI_Barrier", [handle]),
    broadcast: define("MPI_Bcast", [DATA, "int", handle, "int", handle]),
    laterBroadcast: define("MPI_Ibcast", [DATA, "int", handle, "int", handle, DATA]),
    test: define("MPI_Test", [DATA, INTEGERS, DATA]),
    gather: define("MPI_Gatherv", [DATA, "int", handle, DATA, INTEGERS, INTEGERS, handle, "int", handle]),
    allToAll: define("MPI_Alltoallv", [DATA, INTEGERS, INTEGERS, handle, DATA, INTEGERS, INTEGERS, handle, handle]),
    allReduce: define("MPI_Allreduce", [DATA, DATA, "int", handle, handle, handle]),
  };
}

/** Starts MPI in this process. It may be done once. */
export function startMpi(mpi: LoadedMpi): Communicator {
  const handles = handlesOf(mpi);
  const { world } = handles;
  const handle = HANDLE[mpi.kind];
  const define = callsOf(mpi);
  const mpiCalls = collectiveCalls(define, handle);
  const abort = define("MPI_Abort", [handle, "int"]);
  define("MPI_Init", [DATA, DATA])(null, null);
  const whole = (name: string): number => {
    const value = new Int32Array(1);
    define(name, [handle, INTEGERS])(world, value);
    return value[0];
  };
  const [rank, size] = [whole("MPI_Comm_rank"), whole("MPI_Comm_size")];
  const typeOf = ({ BYTES_PER_ELEMENT }: Sendable): Handle => handles.ofSize.get(BYTES_PER_ELEMENT) as Handle;

  return {
    rank,
    size,
    description: `${size} ranks of ${mpi.version}`,
    barrier: () => mpiCalls.barrier(world),
    broadcast(values, root) {
      checkCount(values.length);
      mpiCalls.broadcast(values, values.length, typeOf(values), root, world);
    },
    broadcastLater(values, root) {
      checkCount(values.length);
      const request = new BigUint64Array(1);
      mpiCalls.laterBroadcast(values, values.length, typeOf(values), root, world, request);
      const done = new Int32Array(1);
      for (const start = performance.now(); ; ) {
        mpiCalls.test(request, done, handles.noStatus);
        if (done[0] !== 0) return;
        if (performance.now() - start > MOST_BUSY) sleep(1);
      }
    },
    gather(part, partCounts, into, root) {
      checkLength(part, partCounts[rank]);
      const { sizes, places, total } = partsOf(partCounts, size);
      if (rank === root) checkLength(into ?? part.subarray(0, 0), total);
      mpiCalls.gather(
        part,
        partCounts[rank],
        typeOf(part),
        rank === root ? into : null,
        sizes,
        places,
        typeOf(part),
        root,
        world,
      );
    },
    allToAll(send, sendCounts, receive, receiveCounts) {
      const sent = partsOf(sendCounts, size);
      const received = partsOf(receiveCounts, size);
      checkLength(send, sent.total);
      checkLength(receive, received.total);
      const type = typeOf(send);
      mpiCalls.allToAll(send, sent.sizes, sent.places, type, receive, received.sizes, received.places, type, world);
    },
    allReduce: (<Values extends Float64Array | Int32Array>(values: Values, reduction: Reduction): Values => {
      const result = values.slice() as Values;
      const type = values instanceof Float64Array ? handles.float64 : handles.int32;
      mpiCalls.allReduce(values, result, values.length, type, handles.reductions[reduction], world);
      return result;
    }) as Communicator["allReduce"],
    abort(exitCode) {
      // What this process has said is still on its way: launchers pass it on, and end with the job.
      sleep(LAST_WORDS);
      abort(world, exitCode);
      throw new Error("MPI_Abort came back");
    },
    finish: () => define("MPI_Finalize", [])(),
  };
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** @returns what MPI wants of parts that lie one after the other */
function partsOf(
  counts: readonly number[],
  size: number,
): { readonly sizes: Int32Array; readonly places: Int32Array; readonly total: number } {
  if (counts.length !== size) throw new RangeError(`${counts.length} counts for ${size} ranks`);
  const total = counts.reduce((sum, count) => sum + count, 0);
  checkCount(total);
  const places = new Int32Array(size);
  for (let i = 1; i < size; i++) places[i] = places[i - 1] + counts[i - 1];
  return { sizes: Int32Array.from(counts), places, total };
}

function checkLength({ length }: Sendable, expected: number): void {
  if (length < expected) throw wrongLength(length, expected);
}

function checkCount(count: number): void {
  if (count > MOST_ELEMENTS) throw new RangeError(`${count} elements in one call; MPI takes ${MOST_ELEMENTS} at most`);
}
