/**
 * The boundary offsets that an analysis estimated, read back for the forward run FC: flux and boundary were estimated
 * together and are consistent only together. Each hour has the mean of the members at the end of its day.
 */
import { addOffsets, sides, sideWeights } from "../../assimilation/boundaryOffsets.js";
import { SECONDS_PER_DAY } from "../../constants.js";
import { InputError } from "../../errors.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { readParameters } from "../../runs/parameterFile.js";
import type { RunFolder } from "../../runs/runFolder.js";
import { formatDay, startOfDay, type Time } from "../../time.js";
import { fromPpm } from "../../units.js";

export interface PosteriorOffsets {
  /** Takes those of the hour that starts at a time. @throws InputError where its day was not written */
  beginHour(time: Time): Promise<void>;
  /** Adds them. @param anomalies [level][perimeter position][lane], [mol mol-1] */
  addTo(anomalies: Float32Array): void;
}

export function posteriorOffsets({ path, grid }: RunFolder, layout: LaneLayout): PosteriorOffsets {
  const weights = sideWeights(grid);
  const offsets = new Float64Array(sides.length * layout.lanes);
  let known: ReadonlyMap<Time, ArrayLike<number>> | undefined;
  return {
    async beginHour(time) {
      known ??= await readOffsets(path);
      const day = startOfDay(time);
      const ofDay = known.get(day + SECONDS_PER_DAY);
      if (ofDay === undefined) {
        throw new InputError({
          where: `${path}: estimated boundary offsets`,
          found: `none of ${formatDay(day)}`,
          expected: "those of every day of the analysis",
          remedy: "begin the run anew (--replace)",
        });
      }
      sides.forEach((_, side) => offsets.fill(fromPpm(ofDay[side]), side * layout.lanes, (side + 1) * layout.lanes));
    },
    addTo: (anomalies) => addOffsets(anomalies, weights, offsets, layout),
  };
}

/** @returns [side] [ppm] by the end of the day */
async function readOffsets(folder: string): Promise<Map<Time, ArrayLike<number>>> {
  const parameters = await readParameters(folder);
  const mean = Array.from(parameters?.boundary_offset?.mean ?? []);
  const days = mean.length === 0 ? [] : (parameters?.times ?? []);
  return new Map(days.map((end, day) => [end, mean.slice(day * sides.length, (day + 1) * sides.length)]));
}
