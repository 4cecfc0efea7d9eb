/**
 * Draws the progress of a run: a bar on a terminal, one plain line a simulated day elsewhere (log files, batch jobs).
 */
import { SingleBar } from "cli-progress";
import type { HourReport, NextStages, Progress } from "../experiments/progress.js";
import { formatDay } from "../time.js";
import { paceOf } from "./pace.js";

/** @param stream where to draw; a bar where it is a terminal */
export function drawProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function departure(report: HourReport): string {
  return Number.isFinite(report.departurePpm) ? `${report.departurePpm.toFixed(2)} ppm` : "none yet";
}

/** Whether the time that is left is with what follows the stage, or of the stage alone. */
function withNext(next: NextStages | undefined): string {
  if (next === undefined) return "";
  return next.times === undefined ? `, then ${next.name}` : ` with ${next.name}`;
}

function bar(stream: NodeJS.WriteStream): Progress {
  let drawn: SingleBar | undefined;
  let pace = paceOf(0, Date.now);
  const stop = (): void => {
    drawn?.stop();
    drawn = undefined;
  };
  return {
    note(text) {
      stop();
      stream.write(`${text}\n`);
    },
    begin(name, hours, next) {
      stop();
      pace = paceOf(hours, Date.now, next?.times);
      drawn = new SingleBar({
        format: `${name.padEnd(16)} {bar} {percentage}% | {day} | {speed} days/min | {left} left${withNext(next)}{observations}`,
        barsize: 24,
        stream,
        hideCursor: true,
        barCompleteChar: "█",
        barIncompleteChar: "░",
      });
      drawn.start(hours, 0, { day: "          ", speed: "-", left: "?", observations: "" });
    },
    hour(report) {
      const observations =
        report.assimilated > 0 ? ` | ${report.assimilated} observations, departure ${departure(report)}` : "";
      drawn?.update(report.hoursDone, {
        day: formatDay(report.time - 1),
        ...pace(report.hoursDone),
        observations,
      });
    },
    end: stop,
  };
}

function lines(stream: NodeJS.WriteStream): Progress {
  let stage = "";
  let after = "";
  let total = 0;
  let pace = paceOf(0, Date.now);
  return {
    note(text) {
      stream.write(`${text}\n`);
    },
    begin(name, hours, next) {
      stage = name;
      after = withNext(next);
      total = hours;
      pace = paceOf(hours, Date.now, next?.times);
    },
    hour(report) {
      const { speed, left } = pace(report.hoursDone);
      if (report.hoursDone % 24 !== 0) return;
      const observations =
        report.assimilated > 0 ? `, ${report.assimilated} observations used, RMS departure ${departure(report)}` : "";
      stream.write(
        `${stage}: ${formatDay(report.time - 1)} done (${report.hoursDone / 24} of ${total / 24} days), ${speed} days/min, ${left} left${after}${observations}\n`,
      );
    },
    end() {},
  };
}
