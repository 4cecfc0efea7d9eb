/**
 * Daily or hourly mean mole fraction: ensemble mean and spread, and the runs that ride along. One file a
 * day. The state is taken at the end of each hour, after the analysis.
 */
import type { Recorder } from "../../assimilation/recorder.js";
import type { ExperimentConfig } from "../../config/schema.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import { createRunningMoments, type RunningMoments } from "../../kernels/launchMembers.js";
import { type ConcentrationField, type ConcentrationMean, writeConcentrations } from "../../runs/concentrationFile.js";
import type { RunFolder } from "../../runs/runFolder.js";
import type { Time } from "../../time.js";
import { PPM } from "../../units.js";

/**
 * As the configuration wants them, or none. @param whose of an ensemble or CTRL, or of FC
 * @param momentsOf sums them where the cells do not lie here
 */
export function concentrationsOf(
  { concentration }: ExperimentConfig["outputs"],
  folder: RunFolder,
  kernels: Kernels,
  layout: LaneLayout,
  whose: ConcentrationsOf = "members",
  momentsOf?: MomentsOf,
): Recorder[] {
  if (concentration === "none") return [];
  const interval = concentration === "hourly" ? SECONDS_PER_HOUR : SECONDS_PER_DAY;
  return [recordConcentrations(folder, kernels, layout, interval, whose, momentsOf)];
}

/** Of a state whose lanes are those of the layout, and of as many lanes after the members as are wanted. */
type MomentsOf = (riderCount: number) => RunningMoments;

/** Members, whose mean and spread are kept, or the one run FC. */
type ConcentrationsOf = "members" | "posterior";

/** @param interval length of a mean [s]: an hour or a day */
export function recordConcentrations(
  folder: RunFolder,
  kernels: Kernels,
  layout: LaneLayout,
  interval: number,
  whose: ConcentrationsOf = "members",
  momentsOf?: MomentsOf,
): Recorder {
  const { grid, vertical } = folder;
  const rows = vertical.levels * grid.cells;
  const riders = (["control", "truth"] as const).filter((passenger) => layout[passenger] !== undefined);
  const moments = momentsOf?.(riders.length) ?? createRunningMoments(kernels, layout, rows, riders.length);
  const pressureSum = new Float64Array(grid.cells);
  let hours = 0;
  let means: ConcentrationMean[] = [];
  const finishMean = (start: Time): void => {
    const sums = moments.take();
    const inPpm = (values: Float64Array): Float32Array =>
      Float32Array.from({ length: rows }, (_, row) => (PPM * values[row]) / hours);
    const spread = (): Float32Array =>
      Float32Array.from({ length: rows }, (_, row) => PPM * Math.sqrt(sums.variance[row] / hours));
    means.push({
      start,
      fields: new Map<ConcentrationField, Float32Array>([
        [whose === "posterior" ? "co2_posterior" : "co2", inPpm(sums.mean)],
        ...(whose === "posterior" ? [] : [["co2_spread", spread()] as const]),
        ...riders.map((rider, r): [ConcentrationField, Float32Array] => [
          `co2_${rider}`,
          inPpm(sums.riders.subarray(r * rows, (r + 1) * rows)),
        ]),
      ]),
      surfacePressure: Float32Array.from(pressureSum, (sum) => sum / hours),
    });
    pressureSum.fill(0);
    hours = 0;
  };
  return {
    hour({ end, state, surfacePressure }) {
      moments.add(() => state.data, state.reference);
      for (let cell = 0; cell < grid.cells; cell++) pressureSum[cell] += surfacePressure[cell];
      hours++;
      if (end % interval === 0) finishMean(end - hours * SECONDS_PER_HOUR);
    },
    async endDay(end) {
      await writeConcentrations(folder, end - SECONDS_PER_DAY, interval, means);
      means = [];
    },
  };
}
