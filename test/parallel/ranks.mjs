/**
 * What test/parallel/ranks.test.ts runs as several processes: calls of a communicator, on arrays in shared memory, and what
 * they must give; or one of the ways in which a rank fails. Rank 0 says what came out as one line of JSON.
 *
 *   mpirun -n 3 node ranks.mjs calls|throws|rejects|exits|killed|finishes
 */
import { openCommunicator } from "../../dist/parallel/openCommunicator.js";

const [, , how] = process.argv;
const communicator = await openCommunicator();
const { rank, size } = communicator;
const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });

if (how === "calls") {
  const sent = new Float32Array(memory.buffer, 1024, size * size);
  const received = new Float32Array(memory.buffer, 8192, size * size);
  // Rank r sends r + 1 elements to each, of value 10 r + to.
  const sendCounts = Array.from({ length: size }, () => rank + 1);
  const receiveCounts = Array.from({ length: size }, (_, from) => from + 1);
  sendCounts.reduce((at, count, to) => sent.fill(10 * rank + to, at, at + count) && at + count, 0);
  communicator.allToAll(sent, sendCounts, received, receiveCounts);
  const part = new Float64Array(memory.buffer, 16384, rank).fill(rank / 3);
  const whole = new Float64Array(memory.buffer, 20480, (size * (size - 1)) / 2);
  communicator.gather(
    part,
    Array.from({ length: size }, (_, from) => from),
    whole,
    0,
  );
  const told = new Uint8Array(5).fill(rank);
  communicator.broadcast(told, size - 1);
  communicator.barrier();
  const trap = trapIsHeard();
  const largest = communicator.allReduce(Float64Array.of(rank, -rank), "max");
  const sum = communicator.allReduce(Int32Array.of(rank, 1), "sum");
  if (rank === 0) {
    const numbers = {
      received: [...received.subarray(0, (size * (size + 1)) / 2)],
      whole: [...whole],
      told: [...told],
    };
    console.log(JSON.stringify({ size, ...numbers, largest: [...largest], sum: [...sum], trap }));
  }
} else if (rank === 1) {
  if (how === "throws") throw new Error("rank 1 has failed");
  if (how === "rejects") void Promise.reject(new Error("rank 1 has failed"));
  if (how === "exits") process.exit(3);
  if (how === "killed") process.kill(process.pid, "SIGKILL");
} else if (how !== "finishes") communicator.barrier();

/** Whether V8 still hears of an access out of bounds, which some MPIs keep from it. */
function trapIsHeard() {
  // (func (export "f") (param i32) (result i32) (i32.load (local.get 0))), with a memory of one page
  const bytes = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 5, 1, 1, 102, 0, 0,
  ];
  const code = [10, 9, 1, 7, 0, 32, 0, 40, 2, 0, 11];
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from([...bytes, ...code])));
  try {
    /** @type {(at: number) => number} */ (exports.f)(2 ** 30);
    return false;
  } catch {
    return true;
  }
}
