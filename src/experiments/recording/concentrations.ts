/**
 * Daily or hourly mean mole fraction: ensemble mean and spread, and the runs that ride along. One file a day,
 * `concentration_YYYYMMDD.nc`. The state is taken at the end of each hour, after the analysis.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Ensemble } from "../../fields/ensemble.js";
import { addLane, addMeanAndVariance } from "../../fields/reductions.js";
import { timeCoordinate, verticalVariables } from "../../io/cfCoordinates.js";
import { gridVariables, onGrid } from "../../io/gridVariables.js";
import { joinParts, type NumberVariable } from "../../io/outputDataset.js";
import { writeNetcdf } from "../../io/writeNetcdf.js";
import { startOfDay, type Time } from "../../time.js";
import { PPM } from "../../units.js";
import { dayFile, fileAttributes, type RunFolder } from "./runFolder.js";

export interface ConcentrationRecorder {
  /** @param surfacePressure at the end of the hour, [row][column], [Pa] */
  hour(time: Time, state: Ensemble, surfacePressure: Float64Array): Promise<void>;
}

interface Mean {
  readonly start: Time;
  count: number;
  readonly fields: Map<string, Float64Array>;
  readonly surfacePressure: Float64Array;
}

const LONG_NAMES: Readonly<Record<string, string>> = {
  co2: "dry-air mole fraction of CO2, ensemble mean",
  co2_spread: "standard deviation of the dry-air mole fraction of CO2 over the members",
  co2_control: "dry-air mole fraction of CO2 with prior fluxes (CTRL)",
  co2_truth: "dry-air mole fraction of CO2, truth of the twin experiment",
};

/** @param interval length of a mean [s]: an hour or a day */
export function recordConcentrations(folder: RunFolder, interval: number): ConcentrationRecorder {
  const { grid, vertical } = folder;
  const rows = vertical.levels * grid.cells;
  let means: Mean[] = [];
  const write = async (day: Time): Promise<void> => {
    const onModel = { dimensions: ["time", "level", "y", "x"], ...onGrid(grid) };
    const names = [...means[0].fields.keys()];
    const variables = names.map((name): NumberVariable => {
      const data = new Float32Array(means.length * rows);
      means.forEach((mean, i) => {
        const values = mean.fields.get(name) ?? new Float64Array(rows);
        for (let row = 0; row < rows; row++) {
          const value = values[row] / mean.count;
          data[i * rows + row] = PPM * (name === "co2_spread" ? Math.sqrt(value) : value);
        }
      });
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
    means.forEach((mean, i) => {
      pressure.set(
        mean.surfacePressure.map((sum) => sum / mean.count),
        i * grid.cells,
      );
    });
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
    async hour(time, state, surfacePressure) {
      const start = Math.floor(time / interval) * interval;
      let mean = means.at(-1);
      if (mean?.start !== start) {
        mean = { start, count: 0, fields: new Map(), surfacePressure: new Float64Array(grid.cells) };
        means.push(mean);
      }
      const field = (name: string): Float64Array => {
        const values = mean.fields.get(name) ?? new Float64Array(rows);
        mean.fields.set(name, values);
        return values;
      };
      const { control, truth } = state.layout;
      addMeanAndVariance(state, field("co2"), field("co2_spread"));
      if (control !== undefined) addLane(state, control, field("co2_control"));
      if (truth !== undefined) addLane(state, truth, field("co2_truth"));
      for (let cell = 0; cell < grid.cells; cell++) mean.surfacePressure[cell] += surfacePressure[cell];
      mean.count++;
      const next = time + SECONDS_PER_HOUR;
      if (next % SECONDS_PER_DAY === 0) {
        await write(startOfDay(time));
        means = [];
      }
    },
  };
}
