/**
 * The boundary offsets that an analysis estimated, read back for the forward run FC: flux and boundary were estimated
 * together and are consistent only together. Each hour has the mean of the members at the end of its day.
 */
import { addOffsets, heightShares, offsetNames, sideWeights } from "../../assimilation/boundaryOffsets.js";
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

export function posteriorOffsets({ path, grid, vertical }: RunFolder, layout: LaneLayout): PosteriorOffsets {
  const [weights, shares] = [sideWeights(grid), heightShares(vertical)];
  const offsets = new Float64Array(offsetNames.length * layout.lanes);
  let known: ReadonlyMap<Time, ArrayLike<number>> = new Map();
  return {
    async beginHour(time) {
      const day = startOfDay(time);
      // The analysis goes on writing them.
      if (!known.has(day + SECONDS_PER_DAY)) known = await readOffsets(path);
      const ofDay = known.get(day + SECONDS_PER_DAY);
      if (ofDay === undefined) {
        throw new InputError({
          where: `${path}: estimated boundary offsets`,
          found: `none of ${formatDay(day)}`,
          expected: "those of every day of the analysis",
          remedy: "begin the run anew (--replace)",
        });
      }
      offsetNames.forEach((_, row) => offsets.fill(fromPpm(ofDay[row]), row * layout.lanes, (row + 1) * layout.lanes));
    },
    addTo: (anomalies) => addOffsets(anomalies, weights, shares, offsets, layout),
  };
}

/** @returns [side][height] [ppm] by the end of the day */
async function readOffsets(folder: string): Promise<Map<Time, ArrayLike<number>>> {
  const parameters = await readParameters(folder);
  const mean = Array.from(parameters?.boundary_offset?.mean ?? []);
  const days = mean.length === 0 ? [] : (parameters?.times ?? []);
  return new Map(days.map((end, day) => [end, mean.slice(day * offsetNames.length, (day + 1) * offsetNames.length)]));
}
