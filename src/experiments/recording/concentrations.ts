/**
 * Daily or hourly mean mole fraction: ensemble mean and spread, and the runs that ride along. One file a day,
 * `concentration_YYYYMMDD.nc`. The state is taken at the end of each hour, after the analysis.
 */
import type { Recorder } from "../../assimilation/recorder.js";
import type { ExperimentConfig } from "../../config/schema.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { timeCoordinate, verticalVariables } from "../../io/cfCoordinates.js";
import { gridVariables, onGrid } from "../../io/gridVariables.js";
import { joinParts, type NumberVariable } from "../../io/outputDataset.js";
import { writeNetcdf } from "../../io/writeNetcdf.js";
import type { Kernels } from "../../kernels/load.js";
import { clearMomentSums, createMomentSums, launchAddMoments } from "../../kernels/launchMembers.js";
import type { Time } from "../../time.js";
import { PPM } from "../../units.js";
import { dayFile, fileAttributes, type RunFolder } from "./runFolder.js";

/** The mean over the hours from `start`. */
interface Mean {
  readonly start: Time;
  /** By name, [level][row][column], [1e-6] */
  readonly fields: ReadonlyMap<string, Float32Array>;
  readonly surfacePressure: Float32Array;
}

const LONG_NAMES: Readonly<Record<string, string>> = {
  co2: "dry-air mole fraction of CO2, ensemble mean",
  co2_spread: "standard deviation of the dry-air mole fraction of CO2 over the members",
  co2_control: "dry-air mole fraction of CO2 with prior fluxes (CTRL)",
  co2_truth: "dry-air mole fraction of CO2, truth of the twin experiment",
};

/** As the configuration wants them, or none. */
export function concentrationsOf(
  { concentration }: ExperimentConfig["outputs"],
  folder: RunFolder,
  kernels: Kernels,
  layout: LaneLayout,
): Recorder[] {
  if (concentration === "none") return [];
  const interval = concentration === "hourly" ? SECONDS_PER_HOUR : SECONDS_PER_DAY;
  return [recordConcentrations(folder, kernels, layout, interval)];
}

/** @param interval length of a mean [s]: an hour or a day */
export function recordConcentrations(
  folder: RunFolder,
  kernels: Kernels,
  layout: LaneLayout,
  interval: number,
): Recorder {
  const { grid, vertical } = folder;
  const rows = vertical.levels * grid.cells;
  const riders = (["control", "truth"] as const).filter((passenger) => layout[passenger] !== undefined);
  const sums = createMomentSums(kernels, rows, riders.length);
  const pressureSum = new Float64Array(grid.cells);
  let hours = 0;
  let means: Mean[] = [];
  const finishMean = (start: Time): void => {
    const inPpm = (values: Float64Array): Float32Array =>
      Float32Array.from({ length: rows }, (_, row) => (PPM * values[row]) / hours);
    means.push({
      start,
      fields: new Map([
        ["co2", inPpm(sums.mean)],
        ["co2_spread", Float32Array.from({ length: rows }, (_, row) => PPM * Math.sqrt(sums.variance[row] / hours))],
        ...riders.map((rider, r): [string, Float32Array] => [
          `co2_${rider}`,
          inPpm(sums.riders.subarray(r * rows, (r + 1) * rows)),
        ]),
      ]),
      surfacePressure: Float32Array.from(pressureSum, (sum) => sum / hours),
    });
    clearMomentSums(sums);
    pressureSum.fill(0);
    hours = 0;
  };
  const write = async (day: Time): Promise<void> => {
    const onModel = { dimensions: ["time", "level", "y", "x"], ...onGrid(grid) };
    const names = [...means[0].fields.keys()];
    const variables = names.map((name): NumberVariable => {
      const data = new Float32Array(means.length * rows);
      means.forEach(({ fields }, i) => data.set(fields.get(name) ?? [], i * rows));
      const standard = name === "co2_spread" ? {} : { standard_name: "mole_fraction_of_carbon_dioxide_in_dry_air" };
      const attributes = {
        ...standard,
        long_name: LONG_NAMES[name],
        units: "1e-6",
        cell_methods: "time: mean",
        ...onGrid(grid),
      };
      return { name, type: "f4", dimensions: onModel.dimensions, attributes, data };
    });
    const pressure = new Float32Array(means.length * grid.cells);
    means.forEach(({ surfacePressure }, i) => pressure.set(surfacePressure, i * grid.cells));
    const parts = joinParts(
      timeCoordinate(
        means.map(({ start }) => start),
        interval,
      ),
      verticalVariables(vertical),
      gridVariables(grid),
    );
    await writeNetcdf(dayFile(folder, "concentration", day), {
      attributes: fileAttributes(folder, "CO2 mole fraction"),
      dimensions: parts.dimensions,
      variables: [
        ...parts.variables,
        {
          name: "surface_pressure",
          type: "f4",
          dimensions: ["time", "y", "x"],
          attributes: {
            standard_name: "surface_air_pressure",
            long_name: "surface pressure",
            units: "Pa",
            cell_methods: "time: mean",
            ...onGrid(grid),
          },
          data: pressure,
        },
        ...variables,
      ],
    });
  };
  return {
    hour({ end, state, surfacePressure }) {
      launchAddMoments(kernels, layout, state.reference, state.data, sums);
      for (let cell = 0; cell < grid.cells; cell++) pressureSum[cell] += surfacePressure[cell];
      hours++;
      if (end % interval === 0) finishMean(end - hours * SECONDS_PER_HOUR);
    },
    async endDay(end) {
      await write(end - SECONDS_PER_DAY);
      means = [];
    },
  };
}
