/** Whether the lanes of an analysis are dealt to ranks, and how that is said. */
import { ParallelError } from "../../errors.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { AnalysisInputs } from "../setup/inputs.js";
import type { CreateTransport } from "../setup/model.js";
import type { Surroundings } from "../surroundings.js";
import { createDealtTransport } from "./dealtTransport.js";
import { dealLanes, mostRanks } from "./laneShares.js";
import { tell } from "./orders.js";

interface Dealing {
  readonly createTransport: CreateTransport;
  /** After the analysis: the other ranks give their memory back. */
  close(): void;
}

/**
 * @returns undefined in a process alone
 * @throws ParallelError where there are more ranks than lanes for them
 */
export function dealing(
  { plan: { threads } }: AnalysisInputs,
  layout: LaneLayout,
  { communicator, progress }: Pick<Surroundings, "communicator" | "progress">,
): Dealing | undefined {
  if (communicator === undefined || communicator.size === 1) return undefined;
  const { size, description } = communicator;
  checkRanks(size, layout);
  return {
    createTransport(setup) {
      const { lanes, members } = setup.layout;
      checkRanks(size, setup.layout);
      const counts = dealLanes(lanes, size).map(({ count }) => count);
      const [least, most] = [Math.min(...counts), Math.max(...counts)];
      const each = least === most ? `${least}` : `${least} to ${most}`;
      progress.note(`  ranks        ${description}, ${each} of ${lanes} lanes each (${members} members)`);
      return createDealtTransport(setup, communicator, threads === "automatic" ? undefined : threads);
    },
    close: () => tell(communicator, { kind: "close" }),
  };
}

/** When nothing is left to compute: the other ranks end. */
export function endRanks(communicator: Communicator): void {
  tell(communicator, { kind: "end" });
}

function checkRanks(size: number, { lanes, members }: LaneLayout): void {
  if (size <= mostRanks(lanes)) return;
  throw new ParallelError({
    where: `${size} ranks`,
    found: `${members} members, which with what rides along fill ${lanes} lanes`,
    expected: `at most ${mostRanks(lanes)} ranks: lanes are dealt by four`,
    remedy: "start fewer ranks, with more threads each",
  });
}
