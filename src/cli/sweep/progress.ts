/** Draws how far a sweep is: one line that changes on a terminal, elsewhere a line whenever a run begins, ends, or a while has passed. */
import { secondsInWords } from "../../preflight/inWords.js";
import type { Pace } from "../../sweep/pace.js";

export interface SweepProgress {
  /** A line that stays. @param counted whether how far all are follows it in a log */
  note(text: string, counted: boolean): void;
  /** Something has moved. */
  update(): void;
  end(): void;
}

/** Between two lines of a log, and two states of a terminal [s]. */
const [LOG_SECONDS, TERMINAL_SECONDS] = [60, 0.5];

/** @param counts of the runs that have ended, that run, and of all */
export function drawSweep(
  stream: NodeJS.WriteStream,
  pace: Pace,
  counts: () => { readonly ended: number; readonly running: number; readonly all: number },
): SweepProgress {
  let last = performance.now();
  const line = (): string => {
    const { ended, running, all } = counts();
    const left = pace.left();
    const known = left === undefined ? "" : `, ${Math.floor(100 * pace.share())} %, ${secondsInWords(left)} left`;
    return `${ended} of ${all} runs over, ${running} running${known}`;
  };
  const clear = (): void => void (stream.isTTY && stream.write("\r\u001b[K"));
  const draw = (): void => {
    last = performance.now();
    if (stream.isTTY) stream.write(`\r\u001b[K${line()}`);
    else stream.write(`${line()}\n`);
  };
  return {
    note(text, counted) {
      clear();
      stream.write(`${text}\n`);
      if (counted || stream.isTTY) draw();
    },
    update() {
      if (performance.now() - last >= 1000 * (stream.isTTY ? TERMINAL_SECONDS : LOG_SECONDS)) draw();
    },
    end: clear,
  };
}
