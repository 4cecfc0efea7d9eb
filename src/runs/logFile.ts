/**
 * `log.jsonl`: what a run said while it worked, a JSON object a line, for programs that watch it. It is added to line by
 * line, unlike all other files, and a resumed run goes on with it.
 */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { notWritten } from "../io/atomicWrite.js";
import type { FileKind } from "./fileKind.js";

const NAME = "log.jsonl";

export const logFile: FileKind = {
  shown: NAME,
  known: /^log\.jsonl$/,
  holds: "what the run said while it worked, a JSON object a line",
};

/** What happened, and what goes with it. */
export type LogEntry =
  | { readonly event: "note"; readonly text: string }
  | { readonly event: "stage"; readonly stage: string; readonly hours: number }
  | {
      readonly event: "day";
      readonly stage: string;
      /** The day that is done. */
      readonly day: string;
      readonly hoursDone: number;
      readonly assimilated: number;
      /** Root mean square of the last departures; null before the first. */
      readonly departurePpm: number | null;
    }
  | { readonly event: "finished" }
  | { readonly event: "stopped"; readonly error: string; readonly text: string };

/**
 * @param folder of the run, which exists @param at ISO 8601, UTC
 * @throws OutputError where it cannot be written
 */
export function appendToLog(folder: string, at: string, entry: LogEntry): void {
  const path = join(folder, NAME);
  try {
    appendFileSync(path, `${JSON.stringify({ at, ...entry })}\n`);
  } catch (cause) {
    throw notWritten(path, cause);
  }
}
