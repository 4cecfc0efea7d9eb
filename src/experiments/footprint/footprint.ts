/**
 * `jdas footprint`: to which surface fluxes of the days before it one sounding's XCO2 is sensitive. Grid, weather and
 * prior fluxes are those of an experiment; nothing of it is run. Linear transport and its transpose, float64.
 * Checked each time: the prior fluxes through the footprint against the same fluxes through the forward model.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { CoverageError } from "../../errors.js";
import { recentSteps } from "../../io/recentSteps.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { columnOperator } from "../../observations/columnOperator.js";
import type { Retrieval } from "../../observations/retrieval.js";
import { timeWeights } from "../../observations/timeWeights.js";
import { formatTime, type Time } from "../../time.js";
import {
  type BackgroundSensitivity,
  columnFootprint,
  columnResponse,
  type FootprintWindow,
  type ObservedColumn,
} from "../../transport/linear/columnFootprint.js";
import { createLinearTransport } from "../../transport/linear/linearTransport.js";
import type { Inputs } from "../setup/inputs.js";
import { sentences } from "../setup/remarks.js";
import { forcingOf } from "../setup/model.js";
import type { Progress } from "../progress.js";
import { findSounding, type FootprintTarget } from "./sounding.js";

/**
 * Of the parabolas in what air carries, the rest being that of the cell upwind: with it the linear transport has no
 * ripples, and is nearer to the production model than with all of them (docs/method.md).
 */
const SHARE = 0.6;

export interface SoundingFootprint {
  readonly retrieval: Retrieval;
  readonly start: Time;
  readonly end: Time;
  /** Of each hour from `start`, [hour][row][column], and their sum [row][column], [ppm / (umol m-2 s-1)]. */
  readonly hourly: Float32Array;
  readonly total: Float64Array;
  readonly background: BackgroundSensitivity;
  /** What the prior fluxes of the window add to the column, by the footprint [mol mol-1]. */
  readonly contributions: Readonly<Record<Part, number>>;
  /** The same altogether by the forward model, and how far the two differ, as a share of all sources and sinks. */
  readonly forward: number;
  readonly mismatch: number;
  readonly remarks: readonly string[];
}

/**
 * @throws CoverageError where there is no such sounding, or its window reaches beyond the experiment
 * @example
 * import { gatherInputs, parseExperiment, silent, soundingFootprint } from "openjdas";
 *
 * const experiment = `
 * title: "Weather of July"
 * output: runs/unused
 * runs: [control]
 * period: { start: 2016-07-01, end: 2016-07-03 }
 * grid: { projection: "+proj=stere +lat_0=35 +lon_0=110 +R=6370000", columns: 8, rows: 8, spacingKm: 300, centre: [110, 35] }
 * timeStepMinutes: 60
 * meteorology: { source: synthetic }
 * background: { source: synthetic }
 * `;
 * const inputs = await gatherInputs(parseExperiment(experiment, "july.yaml"), ".");
 * const target = { longitude: 110, latitude: 35, time: 1467331200 + 30 * 3600 };
 * const { background, mismatch } = await soundingFootprint(inputs, target, 1, silent);
 * Math.abs(background.initial + background.boundary - background.column) < 1e-9; // => true
 * mismatch < 1e-9; // => true
 * inputs.close();
 */
export async function soundingFootprint(
  inputs: Inputs,
  target: FootprintTarget,
  days: number,
  progress: Progress,
): Promise<SoundingFootprint> {
  const { plan, grid, vertical, weather, fluxes, observed } = inputs;
  const { retrieval, remarks } = findSounding(target, inputs);
  const { before, after, weightBefore, weightAfter } = timeWeights(
    retrieval.time,
    observed === "nothing" ? "linear" : observed.settings.time,
  );
  const end = weightAfter > 0 ? after : before;
  const start = end - days * SECONDS_PER_DAY;
  checkWindow(inputs, retrieval, start, end);
  const column: ObservedColumn = {
    hours: [
      { time: before, weight: weightBefore },
      { time: after, weight: weightAfter },
    ],
    operator: (surfacePressure) => columnOperator(retrieval, grid, vertical, surfacePressure),
  };
  const window: FootprintWindow = {
    linear: createLinearTransport({ grid, vertical, timeStep: plan.timeStep, share: SHARE }),
    forcing: forcingOf({ plan, grid, vertical, weather: remembering(weather) }),
    start,
    end,
  };
  const hours = (end - start) / SECONDS_PER_HOUR;
  const report = async (time: Time, hoursDone: number): Promise<void> =>
    progress.hour({ time: time + SECONDS_PER_HOUR, hoursDone, assimilated: 0, departurePpm: NaN });
  const tally = tallyFootprint(fluxes, grid.cells, hours);
  progress.begin("footprint, backwards", hours);
  const background = await columnFootprint(window, column, (time, footprint) => {
    tally.add(time, (time - start) / SECONDS_PER_HOUR, footprint);
    return report(time, (end - time) / SECONDS_PER_HOUR);
  });
  progress.end();
  progress.begin("check, forwards", hours);
  const forward = await columnResponse(
    window,
    column,
    (time) => {
      const { natural, fossil, fire } = partsAt(fluxes, time);
      return natural.map((value, cell) => value + fossil[cell] + fire[cell]);
    },
    (time) => report(time, (time - start) / SECONDS_PER_HOUR + 1),
  );
  progress.end();
  const { hourly, total, contributions, gross } = tally.result();
  const backward = contributions.natural + contributions.fossil + contributions.fire;
  return {
    retrieval,
    start,
    end,
    hourly,
    total,
    background,
    contributions,
    forward,
    mismatch: gross === 0 ? Math.abs(forward) : Math.abs(forward - backward) / gross,
    remarks: sentences([...remarks, ...plan.remarks, ...weather.remarks]),
  };
}

const PARTS = ["natural", "fossil", "fire"] as const;
type Part = (typeof PARTS)[number];

/** Prior fluxes of an hour, [cell], [mol m-2 s-1]. */
function partsAt(fluxes: Inputs["fluxes"], time: Time): Record<Part, Float64Array> {
  return {
    natural: fluxes.natural(time),
    fossil: fluxes.component("fossil", time),
    fire: fluxes.component("fire", time),
  };
}

interface Tally extends Pick<SoundingFootprint, "hourly" | "total" | "contributions"> {
  /** Of all sources and sinks, each without its sign [mol mol-1]. */
  readonly gross: number;
}

/** Gathers a footprint hour by hour, in any order of the hours. */
function tallyFootprint(
  fluxes: Inputs["fluxes"],
  cells: number,
  hours: number,
): { add(time: Time, hour: number, footprint: Float64Array): void; result(): Tally } {
  const hourly = new Float32Array(hours * cells);
  const total = new Float64Array(cells);
  const contributions = { natural: 0, fossil: 0, fire: 0 };
  let gross = 0;
  return {
    add(time, hour, footprint) {
      const parts = partsAt(fluxes, time);
      for (const name of PARTS) {
        for (let cell = 0; cell < cells; cell++) {
          const part = footprint[cell] * parts[name][cell];
          contributions[name] += part;
          gross += Math.abs(part);
        }
      }
      // mol mol-1 per mol m-2 s-1 is ppm per umol m-2 s-1.
      hourly.set(footprint, hour * cells);
      for (let cell = 0; cell < cells; cell++) total[cell] += footprint[cell];
    },
    result: () => ({ hourly, total, contributions, gross }),
  };
}

function checkWindow({ plan }: Inputs, { id }: Retrieval, start: Time, end: Time): void {
  const { period } = plan;
  if (start >= period.start && end <= period.end) return;
  throw new CoverageError({
    where: `footprint of sounding ${id}`,
    found: `the days from ${formatTime(start)} to ${formatTime(end)}`,
    expected: `days within the experiment, ${formatTime(period.start)} to ${formatTime(period.end)}`,
    remedy: "ask for fewer days or another sounding, or change the period in a copy of the experiment",
  });
}

/** Backwards the start of an hour is asked for first, and again as the end of the next: the last few are kept. */
function remembering(source: MeteorologySource): MeteorologySource {
  return { ...source, airAt: recentSteps(3, (time: Time) => source.airAt(time)) };
}
