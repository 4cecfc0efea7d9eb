/**
 * Draws the progress of a run: a bar on a terminal, one plain line a simulated day elsewhere (log files, batch jobs).
 */
import { SingleBar } from "cli-progress";
import type { HourReport, Progress } from "../experiments/progress.js";
import { formatDay } from "../time.js";

/** @param stream where to draw; a bar where it is a terminal */
export function drawProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
  return minutes > 0 ? `${minutes} min ${String(whole % 60).padStart(2, "0")} s` : `${whole} s`;
}

interface Pace {
  /** Simulated days per minute. */
  readonly speed: string;
  readonly left: string;
}

function pace(report: HourReport, hours: number, startedMilliseconds: number): Pace {
  const seconds = (Date.now() - startedMilliseconds) / 1000;
  return {
    speed: ((report.hoursDone / 24 / seconds) * 60).toFixed(1),
    left: duration((seconds / report.hoursDone) * (hours - report.hoursDone)),
  };
}

function departure(report: HourReport): string {
  return Number.isFinite(report.departurePpm) ? `${report.departurePpm.toFixed(2)} ppm` : "none yet";
}

function bar(stream: NodeJS.WriteStream): Progress {
  let drawn: SingleBar | undefined;
  let started = 0;
  let total = 0;
  const stop = (): void => {
    drawn?.stop();
    drawn = undefined;
  };
  return {
    note(text) {
      stop();
      stream.write(`${text}\n`);
    },
    begin(name, hours) {
      stop();
      started = Date.now();
      total = hours;
      drawn = new SingleBar({
        format: `${name.padEnd(16)} {bar} {percentage}% | {day} | {speed} days/min | {left} left{observations}`,
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
        ...pace(report, total, started),
        observations,
      });
    },
    end: stop,
  };
}

function lines(stream: NodeJS.WriteStream): Progress {
  let stage = "";
  let started = 0;
  let total = 0;
  return {
    note(text) {
      stream.write(`${text}\n`);
    },
    begin(name, hours) {
      stage = name;
      started = Date.now();
      total = hours;
    },
    hour(report) {
      if (report.hoursDone % 24 !== 0) return;
      const { speed, left } = pace(report, total, started);
      const observations =
        report.assimilated > 0 ? `, ${report.assimilated} observations used, RMS departure ${departure(report)}` : "";
      stream.write(
        `${stage}: ${formatDay(report.time - 1)} done (${report.hoursDone / 24} of ${total / 24} days), ${speed} days/min, ${left} left${observations}\n`,
      );
    },
    end() {},
  };
}
