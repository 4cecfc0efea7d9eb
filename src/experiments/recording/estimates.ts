/**
 * What is estimated beside mole fraction and fluxes, at the end of each day, written anew each time: ensemble mean and
 * standard deviation of every parameter, and in a twin what it is in the truth.
 */
import { offsetNames } from "../../assimilation/boundaryOffsets.js";
import type { EstimatedParameters } from "../../assimilation/estimatedParameters.js";
import type { Recorder } from "../../assimilation/recorder.js";
import { type Saveable, savedArray } from "../../assimilation/saveable.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { type MeanAndSpread, meanAndSpread } from "../../fields/members.js";
import { type ParameterName, type ParameterSeries, writeParameters } from "../../runs/parameterFile.js";
import type { RunFolder } from "../../runs/runFolder.js";
import type { Time } from "../../time.js";
import { PPM } from "../../units.js";
import type { Estimates } from "../setup/estimates.js";
import type { TrueParameters } from "../setup/trueParameters.js";

/** Of every reported parameter at the end of a day, [mol mol-1]. */
interface DayEstimates {
  readonly mean: Float64Array;
  readonly spread: Float64Array;
}

/** @param truths what is known of the truth */
export function recordEstimates(
  folder: RunFolder,
  { members, lanes }: LaneLayout,
  estimates: Estimates,
  truths: TrueParameters,
): Recorder & Saveable {
  const days = new Map<Time, DayEstimates>();
  const all = [...estimates.all];
  const { boundaryOffset, retrievalBias } = estimates;
  const rows = all.reduce((sum, [, parameters]) => sum + parameters.rows, 0);
  /** All days of one kind, [ppm]. */
  const seriesOf = (name: ParameterName): ParameterSeries => {
    const index = all.findIndex(([other]) => other === name);
    const first = all.slice(0, index).reduce((sum, [, parameters]) => sum + parameters.rows, 0);
    const end = first + all[index][1].rows;
    const of = (moment: keyof DayEstimates): Float64Array[] =>
      [...days.values()].map((day) => day[moment].subarray(first, end));
    const truth = truths.get(name);
    return {
      mean: inPpm(of("mean")),
      spread: inPpm(of("spread")),
      ...(truth && { truth: inPpm([...days.keys()].map(truth)) }),
    };
  };
  return {
    name: "estimates",
    async endDay(end) {
      const moments = all.flatMap(([, parameters]) => momentsOf(parameters, members, lanes));
      days.set(end, {
        mean: Float64Array.from(moments, ({ mean }) => mean),
        spread: Float64Array.from(moments, ({ spread }) => spread),
      });
      await writeParameters(folder, {
        times: [...days.keys()],
        ...(boundaryOffset && { boundary_offset: { ...seriesOf("boundary_offset"), parts: offsetNames } }),
        ...(retrievalBias && {
          retrieval_bias: { ...seriesOf("retrieval_bias"), ...placesOf(folder, retrievalBias.centres) },
        }),
      });
    },
    save() {
      const data = Float64Array.from([...days.values()].flatMap(({ mean, spread }) => [...mean, ...spread]));
      return { arrays: { days: { shape: [days.size, 2, rows], data } }, notes: [...days.keys()] };
    },
    resume(saved) {
      const values = savedArray(saved, "days", Float64Array);
      (saved.notes as readonly Time[]).forEach((day, d) => {
        const of = (moment: number): Float64Array => values.slice((2 * d + moment) * rows, (2 * d + moment + 1) * rows);
        days.set(day, { mean: of(0), spread: of(1) });
      });
    },
  };
}

function momentsOf(parameters: EstimatedParameters, members: number, lanes: number): MeanAndSpread[] {
  const values = parameters.reported();
  return Array.from({ length: parameters.rows }, (_, row) => meanAndSpread(values, members, row * lanes));
}

function inPpm(days: readonly Float64Array[]): number[] {
  return days.flatMap((day) => Array.from(day, (value) => PPM * value));
}

/** [degrees] */
function placesOf({ grid }: RunFolder, cells: ArrayLike<number>): Record<"longitude" | "latitude", number[]> {
  return {
    longitude: Array.from(cells, (cell) => grid.longitude[cell]),
    latitude: Array.from(cells, (cell) => grid.latitude[cell]),
  };
}
