/**
 * What a run estimated beside mole fraction and fluxes, from `parameters.nc`: offsets of the lateral boundary by side and
 * biases of the retrievals by region, over the scored period, beside the truth of a twin.
 */
import { readTimes } from "../io/cfTime.js";
import { fileNames } from "../io/fileNames.js";
import type { NetcdfFile } from "../io/netcdf.js";
import type { Time } from "../time.js";
import { mean } from "./columnStatistics.js";
import type { EstimateRow } from "./evaluation.js";
import { withFile } from "./readRun.js";

/** @returns no row where nothing was estimated */
export async function readEstimates(folder: string, from: Time, end: Time): Promise<EstimateRow[]> {
  if (!fileNames(folder).includes("parameters.nc")) return [];
  return withFile(`${folder}/parameters.nc`, (file) => {
    const scored = readTimes(file.variable("time"), file.path).flatMap((time, day) =>
      time > from && time <= end ? [day] : [],
    );
    if (scored.length === 0) return [];
    const rows = (parameter: EstimateRow["parameter"], name: string, places: readonly string[]): EstimateRow[] => {
      const [values, spreads] = [file.variable(name).read(), file.variable(`${name}_spread`).read()];
      const truths = file.has(`${name}_truth`) ? file.variable(`${name}_truth`).read() : values.map(() => Number.NaN);
      return places.map((place, i) => {
        const of = (data: Float64Array, day: number): number => data[day * places.length + i];
        return {
          parameter,
          place,
          mean: mean(scored.map((day) => of(values, day))),
          spread: mean(scored.map((day) => of(spreads, day))),
          truth: mean(scored.map((day) => of(truths, day))),
          last: of(values, scored[scored.length - 1]),
        };
      });
    };
    return [
      ...(file.has("boundary_offset")
        ? rows("boundary offset", "boundary_offset", file.variable("side_name").readStrings())
        : []),
      ...(file.has("retrieval_bias") ? rows("retrieval bias", "retrieval_bias", regionsOf(file)) : []),
    ];
  });
}

function regionsOf(file: NetcdfFile): string[] {
  const latitudes = file.variable("bias_region_latitude").read();
  return Array.from(file.variable("bias_region_longitude").read(), (longitude, i) => {
    const [north, east] = [latitudes[i], longitude];
    return `${Math.abs(north).toFixed(1)}${north < 0 ? "S" : "N"} ${Math.abs(east).toFixed(1)}${east < 0 ? "W" : "E"}`;
  });
}
