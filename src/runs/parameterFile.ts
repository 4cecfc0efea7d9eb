/**
 * `parameters.nc`: what is estimated beside mole fraction and fluxes, at the end of each day: ensemble mean and standard
 * deviation of the boundary offset by side and of the retrieval bias at the centres of its regions, and in a twin what
 * they are in the truth. In 1e-6 (ppm).
 */
import { timeCoordinate } from "../io/cfCoordinates.js";
import { readTimes } from "../io/cfTime.js";
import { fileNames } from "../io/fileNames.js";
import type { NetcdfFile } from "../io/netcdf.js";
import { joinParts, type NumberVariable, type OutputPart } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { Time } from "../time.js";
import type { FileKind } from "./fileKind.js";
import { fileAttributes, type RunFolder } from "./runFolder.js";
import { withOwnNetcdf } from "./ownNetcdf.js";

const NAME = "parameters.nc";

export const parameterFile: FileKind = {
  shown: NAME,
  known: /^parameters\.nc$/,
  holds: "boundary offsets and retrieval biases by day",
};

/** Names of variables, and in checkpoints. */
export type ParameterName = "boundary_offset" | "retrieval_bias";

const DIMENSION = { boundary_offset: "boundary_part", retrieval_bias: "bias_region" } as const;
const PARTS = "boundary_part_name";
const LONGITUDE = "bias_region_longitude";
const LATITUDE = "bias_region_latitude";
const spreadOf = (name: ParameterName): string => `${name}_spread`;
const truthOf = (name: ParameterName): string => `${name}_truth`;

const LONG_NAMES: Readonly<Record<ParameterName, string>> = {
  boundary_offset:
    "offset of the lateral boundary from the background's mole fraction, which times cos(a) for low and sin(a) for high, " +
    "a = pi/2 (1 - p / surface pressure), is added at each height",
  retrieval_bias: "bias of the retrievals, retrieved minus true, at the centre of the region",
};

const TRUTH_LONG_NAMES: Readonly<Record<ParameterName, string>> = {
  boundary_offset:
    "truth of the twin: offset of the lateral boundary from the background's mole fraction, mean over side and day, " +
    "as near as low and high together come to it at all heights",
  retrieval_bias:
    "truth of the twin: bias of the retrievals, retrieved minus true, mean about the centre of the region, without outliers",
};

/** Of one kind of parameter, [time][place], [ppm]. */
export interface ParameterSeries {
  readonly mean: ArrayLike<number>;
  readonly spread: ArrayLike<number>;
  /** Where a truth is known. */
  readonly truth?: ArrayLike<number>;
}

/** The kinds that are estimated. */
export interface Parameters {
  /** Ends of the days. */
  readonly times: readonly Time[];
  /** Places: parts of the boundary, side by side, each low and high. */
  readonly boundary_offset?: ParameterSeries & { readonly parts: readonly string[] };
  /** Places: centres of regions [degrees]. */
  readonly retrieval_bias?: ParameterSeries & {
    readonly longitude: ArrayLike<number>;
    readonly latitude: ArrayLike<number>;
  };
}

/** @throws OutputError where it cannot be written */
export async function writeParameters(
  folder: RunFolder,
  { times, boundary_offset: offset, retrieval_bias: bias }: Parameters,
): Promise<void> {
  await writeNetcdf(`${folder.path}/${NAME}`, {
    attributes: fileAttributes(folder, "boundary offsets and retrieval biases"),
    ...joinParts(
      timeCoordinate(times),
      ...(offset === undefined ? [] : [parts(offset.parts), seriesPart("boundary_offset", offset)]),
      ...(bias === undefined ? [] : [centres(bias.longitude, bias.latitude), seriesPart("retrieval_bias", bias)]),
    ),
  });
}

function seriesPart(name: ParameterName, { mean, spread, truth }: ParameterSeries): OutputPart {
  const variable = (own: string, long_name: string, data: ArrayLike<number>): NumberVariable => ({
    name: own,
    type: "f8",
    dimensions: ["time", DIMENSION[name]],
    attributes: { long_name, units: "1e-6" },
    data,
  });
  return {
    dimensions: {},
    variables: [
      variable(name, `${LONG_NAMES[name]}, ensemble mean`, mean),
      variable(spreadOf(name), `standard deviation over the members: ${LONG_NAMES[name]}`, spread),
      ...(truth === undefined ? [] : [variable(truthOf(name), TRUTH_LONG_NAMES[name], truth)]),
    ],
  };
}

function parts(names: readonly string[]): OutputPart {
  const attributes = { long_name: "side of the grid, first and last column, first and last row, and height" };
  return {
    dimensions: { boundary_part: names.length },
    variables: [{ name: PARTS, type: "string", dimensions: ["boundary_part"], attributes, data: names }],
  };
}

function centres(longitude: ArrayLike<number>, latitude: ArrayLike<number>): OutputPart {
  const place = (name: string, standard: string, units: string, data: ArrayLike<number>): NumberVariable => ({
    name,
    type: "f8",
    dimensions: ["bias_region"],
    attributes: { standard_name: standard, long_name: `${standard} of the centre of the region`, units },
    data,
  });
  return {
    dimensions: { bias_region: longitude.length },
    variables: [
      place(LONGITUDE, "longitude", "degrees_east", longitude),
      place(LATITUDE, "latitude", "degrees_north", latitude),
    ],
  };
}

/** @returns undefined where nothing was estimated */
export async function readParameters(folder: string): Promise<Parameters | undefined> {
  if (!fileNames(folder).includes(NAME)) return undefined;
  return withOwnNetcdf(`${folder}/${NAME}`, (file) => ({
    times: readTimes(file.variable("time"), file.path),
    ...(file.has("boundary_offset") && {
      boundary_offset: { ...readSeries(file, "boundary_offset"), parts: file.variable(PARTS).readStrings() },
    }),
    ...(file.has("retrieval_bias") && {
      retrieval_bias: {
        ...readSeries(file, "retrieval_bias"),
        longitude: file.variable(LONGITUDE).read(),
        latitude: file.variable(LATITUDE).read(),
      },
    }),
  }));
}

function readSeries(file: NetcdfFile, name: ParameterName): ParameterSeries {
  return {
    mean: file.variable(name).read(),
    spread: file.variable(spreadOf(name)).read(),
    ...(file.has(truthOf(name)) && { truth: file.variable(truthOf(name)).read() }),
  };
}
