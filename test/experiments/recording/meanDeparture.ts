/** A recorder with something to remember, as CONTRIBUTING.md shows it: the mean departure of each day, a line of text each. */
import type { Recorder } from "../../../src/assimilation/recorder.js";
import type { Saveable } from "../../../src/assimilation/saveable.js";
import { SECONDS_PER_DAY } from "../../../src/constants.js";
import { writeTextAtomically } from "../../../src/io/atomicWrite.js";
import { formatDay } from "../../../src/time.js";
import { toPpm } from "../../../src/units.js";

export function recordMeanDeparture(path: string): Recorder & Saveable {
  let departures: number[] = [];
  let lines = ["day,count,mean [ppm]"];
  return {
    hour({ diagnostics }) {
      departures.push(...diagnostics.map(({ departure }) => toPpm(departure)));
    },
    endDay(end) {
      const mean = departures.reduce((sum, departure) => sum + departure, 0) / departures.length;
      lines.push(`${formatDay(end - SECONDS_PER_DAY)},${departures.length},${mean.toFixed(3)}`);
      departures = [];
      writeTextAtomically(path, `${lines.join("\n")}\n`);
    },
    name: "mean_departure",
    save: () => ({ arrays: {}, notes: { lines } }),
    resume({ notes }) {
      ({ lines } = notes as { readonly lines: string[] });
    },
  };
}
