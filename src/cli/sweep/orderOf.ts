/** What the process of a run is ordered. */
import type { RecordedRun } from "../../runs/sweepRecord.js";
import { type Section, substitute } from "../../skill/substitution.js";
import type { MachineShare } from "../thisMachine.js";
import type { Order } from "./messages.js";

/** @returns to run it, going on with what is there */
export function orderOf(
  { id, experiment }: Pick<RecordedRun, "id" | "experiment">,
  given: Pick<Order, "inputFolder" | "output" | "share" | "truths">,
): Order {
  return { work: "run", id, experiment: within(experiment, given.share), replace: false, ...given };
}

/** An experiment that names more threads than its share of the cores has these: they change no result. */
function within(experiment: Section, { cores }: MachineShare): Section {
  const { threads } = experiment;
  return typeof threads === "number" && threads > cores ? substitute(experiment, { threads: cores }) : experiment;
}
