/** The process of one run of a sweep, or of a trial of it: does what its first message orders, and tells of it. */
import { JdasError } from "../../errors.js";
import type { Progress } from "../../experiments/progress.js";
import { checkText } from "../check.js";
import { executeText } from "../execute.js";
import { faultsInLines } from "../faultsInLines.js";
import { markAtOnce } from "../garbage.js";
import { Interruption } from "../interrupt.js";
import { drawProgress } from "../progress.js";
import { keepStatus } from "../status.js";
import type { Order, Told } from "./messages.js";

markAtOnce();
process.once("message", (order: Order) => void obey(order));
// Nobody waits for it any more.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));

async function obey(order: Order): Promise<void> {
  const { id, experiment, inputFolder, output, share, replace, truths } = order;
  const text = { text: JSON.stringify(experiment), name: id, place: () => id, inputFolder };
  const fail = order.status === undefined ? () => {} : keepStatus(order.status);
  try {
    if (order.work === "run")
      await executeText(text, { output, replace, resume: !replace }, { share, progress: telling(), truths });
    else tell({ kind: "checked", preflight: (await checkText(text, output, telling(), share)).preflight });
  } catch (error) {
    fail(error);
    if (error instanceof Interruption) process.exit(error.exitCode);
    if (!(error instanceof JdasError)) throw error;
    process.stderr.write(faultsInLines(error));
    tell({ kind: "refused", name: error.name, faults: error.faults });
    process.exitCode = 1;
  } finally {
    process.removeAllListeners("disconnect");
    if (process.connected) process.disconnect();
  }
}

function tell(told: Told): void {
  process.send?.(told);
}

/** A progress that is written as to a file, and told. */
function telling(): Progress {
  const drawn = drawProgress(process.stderr);
  return {
    ...drawn,
    begin(name, hours) {
      drawn.begin(name, hours);
      tell({ kind: "stage", name, hours });
    },
    async hour(report) {
      await drawn.hour(report);
      tell({ kind: "hour", hoursDone: report.hoursDone });
    },
  };
}
