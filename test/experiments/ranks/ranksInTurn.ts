/**
 * Collective calls of several ranks in one process, for work whose calls send nothing that others have sent before: it is run
 * once to hear what every rank sends, and once more with what it gets.
 */
import { type Communicator, type Sendable, singleProcess } from "../../../src/parallel/communicator.js";

const alone = singleProcess(() => {
  throw new Error("ended");
});

/** What a rank has sent in each of its calls, by whom it was for; to rank 0 alone where it is gathered. Reductions are sums. */
type Sent = (readonly Sendable[])[];

/** @returns [rank] */
export function ranksInTurn<Result>(
  size: number,
  work: (communicator: Communicator, rank: number) => Result,
): Result[] {
  const ranks = Array.from({ length: size }, (_, rank) => rank);
  const sent = ranks.map((rank) => {
    const calls: Sent = [];
    work(rankOf(rank, size, calls, undefined), rank);
    return calls;
  });
  return ranks.map((rank) => work(rankOf(rank, size, [], sent), rank));
}

function rankOf(rank: number, size: number, calls: Sent, sent: readonly Sent[] | undefined): Communicator {
  let call = 0;
  const receive = (into: Sendable | undefined): void => {
    const pieces = sent?.map((of) => of[call][rank]) ?? [];
    let at = 0;
    for (const piece of pieces) {
      into?.set(piece, at);
      at += piece.length;
    }
    call++;
  };
  return {
    ...alone,
    rank,
    size,
    allToAll(send, sendCounts, into, receiveCounts) {
      let at = 0;
      calls.push(sendCounts.map((count) => send.slice(at, (at += count))));
      if (sent !== undefined) {
        expectCounts(
          sent.map((of) => of[call][rank].length),
          receiveCounts,
        );
      }
      receive(into);
    },
    allReduce: <Values extends Float64Array | Int32Array>(values: Values) => {
      calls.push(Array.from({ length: size }, () => values.slice()));
      const all = sent?.map((of) => of[call][rank]) ?? [values];
      call++;
      return values.map((_, i) => all.reduce((sum, of) => sum + of[i], 0)) as Values;
    },
    gather(part, counts, whole) {
      calls.push(counts.map((_, to) => (to === 0 ? part.slice() : part.slice(0, 0))));
      if (part.length !== counts[rank]) throw new Error(`rank ${rank} gives ${part.length} of ${counts[rank]}`);
      receive(whole);
    },
  };
}

function expectCounts(given: readonly number[], expected: readonly number[]): void {
  if (given.join() !== expected.join()) throw new Error(`ranks send ${given.join()}, ${expected.join()} is expected`);
}
