/**
 * What is estimated beside mole fraction and fluxes, at the end of each day: `parameters.nc`, written anew each time.
 * Ensemble mean and standard deviation of the boundary offset by side and of the retrieval bias at the centres of its
 * regions, and in a twin what they are in the truth, [day][place].
 */
import { sides } from "../../assimilation/boundaryOffsets.js";
import type { EstimatedParameters } from "../../assimilation/estimatedParameters.js";
import type { Recorder } from "../../assimilation/recorder.js";
import { type Saveable, savedArray } from "../../assimilation/saveable.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { type MeanAndSpread, meanAndSpread } from "../../fields/members.js";
import { timeCoordinate } from "../../io/cfCoordinates.js";
import { joinParts, type NumberVariable, type OutputPart } from "../../io/outputDataset.js";
import { writeNetcdf } from "../../io/writeNetcdf.js";
import type { Time } from "../../time.js";
import { PPM } from "../../units.js";
import type { EstimateName, Estimates } from "../setup/estimates.js";
import type { TrueParameters } from "../setup/trueParameters.js";
import { fileAttributes, type RunFolder } from "./runFolder.js";

/** Of every reported parameter at the end of a day, [mol mol-1]. */
interface DayEstimates {
  readonly mean: Float64Array;
  readonly spread: Float64Array;
}

const LONG_NAMES: Readonly<Record<EstimateName, string>> = {
  boundary_offset: "offset of the lateral boundary from the background's mole fraction",
  retrieval_bias: "bias of the retrievals, retrieved minus true, at the centre of the region",
};

const TRUTH_LONG_NAMES: Readonly<Record<EstimateName, string>> = {
  boundary_offset:
    "truth of the twin: offset of the lateral boundary from the background's mole fraction, " +
    "mean over side, height and day",
  retrieval_bias:
    "truth of the twin: bias of the retrievals, retrieved minus true, at the centre of the region, without outliers",
};

/** @param truths what is known of the truth */
export function recordEstimates(
  folder: RunFolder,
  { members, lanes }: LaneLayout,
  estimates: Estimates,
  truths: TrueParameters,
): Recorder & Saveable {
  const days = new Map<Time, DayEstimates>();
  const all = [...estimates.all];
  const write = async (): Promise<void> => {
    const parts: OutputPart[] = [timeCoordinate([...days.keys()])];
    let first = 0;
    for (const [name, { rows }] of all) {
      const from = first;
      const dimension = name === "boundary_offset" ? "side" : "bias_region";
      const variable = (suffix: string, text: string, values: readonly Float64Array[]): NumberVariable => ({
        name: `${name}${suffix}`,
        type: "f8",
        dimensions: ["time", dimension],
        attributes: { long_name: text, units: "1e-6" },
        data: values.flatMap((day) => Array.from(day, (value) => PPM * value)),
      });
      const of = (kind: keyof DayEstimates): Float64Array[] =>
        [...days.values()].map((day) => day[kind].subarray(from, from + rows));
      const truth = truths.get(name);
      parts.push({
        dimensions: { [dimension]: rows },
        variables: [
          ...(name === "boundary_offset" ? sideNames() : regionPlaces(folder, estimates)),
          variable("", `${LONG_NAMES[name]}, ensemble mean`, of("mean")),
          variable("_spread", `standard deviation over the members: ${LONG_NAMES[name]}`, of("spread")),
          ...(truth ? [variable("_truth", TRUTH_LONG_NAMES[name], [...days.keys()].map(truth))] : []),
        ],
      });
      first += rows;
    }
    await writeNetcdf(`${folder.path}/parameters.nc`, {
      attributes: fileAttributes(folder, "boundary offsets and retrieval biases"),
      ...joinParts(...parts),
    });
  };
  const rows = all.reduce((sum, [, parameters]) => sum + parameters.rows, 0);
  return {
    name: "estimates",
    async endDay(end) {
      const moments = all.flatMap(([, parameters]) => momentsOf(parameters, members, lanes));
      days.set(end, {
        mean: Float64Array.from(moments, ({ mean }) => mean),
        spread: Float64Array.from(moments, ({ spread }) => spread),
      });
      await write();
    },
    save() {
      const data = Float64Array.from([...days.values()].flatMap(({ mean, spread }) => [...mean, ...spread]));
      return { arrays: { days: { shape: [days.size, 2, rows], data } }, notes: [...days.keys()] };
    },
    resume(saved) {
      const values = savedArray<Float64Array>(saved, "days");
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

function sideNames(): OutputPart["variables"] {
  return [
    {
      name: "side_name",
      type: "string",
      dimensions: ["side"],
      attributes: { long_name: "side of the grid: first and last column, first and last row" },
      data: [...sides],
    },
  ];
}

function regionPlaces({ grid }: RunFolder, { retrievalBias }: Estimates): NumberVariable[] {
  const centres = [...(retrievalBias?.centres ?? [])];
  const place = (name: "longitude" | "latitude", units: string): NumberVariable => ({
    name: `bias_region_${name}`,
    type: "f8",
    dimensions: ["bias_region"],
    attributes: { standard_name: name, long_name: `${name} of the centre of the region`, units },
    data: centres.map((cell) => grid[name][cell]),
  });
  return [place("longitude", "degrees_east"), place("latitude", "degrees_north")];
}
