/**
 * SWIR level 2 of GOSAT by NIES (V02.9x, HDF5): places of the variables as public code that reads such files has them
 * (briardew/xtralite, stcorp/harp). The files do not tell their layers. By the algorithm's paper they are of equal pressure
 * from the ground to 0.1 hPa (Yoshida et al. 2011, doi:10.5194/amt-4-717-2011); which of them stands first is asked for,
 * because no file was at hand that shows it.
 */
import { InputError } from "../../errors.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { numberVariable, overlayNetcdf } from "../../io/overlayNetcdf.js";
import { parseTime, type Time } from "../../time.js";
import type { RetrievalSet } from "../observation.js";
import { type ColumnForm, readSoundings } from "./columnForm.js";
import {
  latitudeUnits,
  longitudeUnits,
  moleFractionUnits,
  pressureUnits,
  pureUnits,
  readQuantity,
} from "./quantities.js";
import { type Averaging, cellsFor, readRetrievalFiles } from "./retrievalFiles.js";

export type FirstLayer = "at-the-ground" | "at-the-top";

export interface NiesChoices extends Averaging {
  readonly firstLayer: FirstLayer;
}

const KERNEL = "Data/retrievalQuality/columnAveragingKernel";
const SURFACE_PRESSURE = "Data/auxiliaryParameter/surfacePressure";
const TIME = "scanAttribute/time";
/** Where the highest layer ends [Pa]. */
const TOP = 10;

/** Names of what is added to a file. */
const ADDED = { boundaries: "boundaries of layers", weights: "weights of layers" } as const;

const FORM: ColumnForm = {
  id: undefined,
  time: TIME,
  times: readTimes,
  scalars: {
    longitude: { variable: "Data/geolocation/longitude", units: { ...longitudeUnits, "": 1 } },
    latitude: { variable: "Data/geolocation/latitude", units: { ...latitudeUnits, "": 1 } },
    xco2: { variable: "Data/mixingRatio/XCO2BiasCorrected", units: { ...moleFractionUnits, "": 1e6 } },
    priorXco2: undefined,
    uncertainty: { variable: "Data/mixingRatio/XCO2BiasCorrectedError", units: { ...moleFractionUnits, "": 1e6 } },
  },
  profiles: {
    pressure: { variable: ADDED.boundaries, units: pressureUnits },
    averagingKernel: { variable: KERNEL, units: pureUnits },
    pressureWeight: { variable: ADDED.weights, units: pureUnits },
    priorProfile: { variable: "scanAttribute/referenceData/CO2Profile", units: { ...moleFractionUnits, "": 1e6 } },
  },
  // A file holds what passed the producer's own tests.
  good: undefined,
};

/** @throws InputError where a variable is absent or has other units or shape than expected, or a time is none */
export function readNies(files: readonly string[], choices: NiesChoices): Promise<RetrievalSet> {
  return readRetrievalFiles(files, (file) => ({
    title: "GOSAT SWIR level 2 of NIES, corrected for bias",
    remarks: [
      "The layers of GOSAT files of NIES are those of the algorithm's paper, of equal pressure up to 0.1 hPa: the files do not tell",
    ],
    soundings: readSoundings(withLayers(file, choices.firstLayer), FORM),
    averageIn: cellsFor(choices, "GOSAT"),
  }));
}

/** With the boundaries of the layers [Pa] and the share of each in the column [1]. */
function withLayers(file: NetcdfFile, firstLayer: FirstLayer): NetcdfFile {
  const [soundings = 0, layers = 0] = file.variable(KERNEL).shape;
  const surface = readQuantity(
    file,
    { variable: SURFACE_PRESSURE, units: { ...pressureUnits, "": 1 / 100 } },
    [soundings],
    "its soundings are",
  );
  const boundaries = new Float64Array(soundings * (layers + 1));
  for (let i = 0; i < boundaries.length; i++) {
    const [sounding, k] = [Math.floor(i / (layers + 1)), i % (layers + 1)];
    const fromTop = firstLayer === "at-the-top" ? k : layers - k;
    boundaries[i] = TOP + ((surface[sounding] - TOP) * fromTop) / layers;
  }
  const weights = new Float64Array(soundings * layers).fill(1 / layers);
  const shape = [soundings, layers];
  return overlayNetcdf(file, [
    numberVariable(ADDED.boundaries, ["sounding", "boundary"], [soundings, layers + 1], boundaries, { units: "Pa" }),
    numberVariable(ADDED.weights, ["sounding", "layer"], shape, weights, { units: "1" }),
  ]);
}

/** Texts such as "2016-07-01 05:00:01.234Z". */
function readTimes(file: NetcdfFile, name: string): Time[] {
  return file
    .variable(name)
    .readStrings()
    .map((text) => {
      const [, whole, fraction = ""] = /^(.*?)(\.\d+)?Z?$/.exec(text.trim().replace(" ", "T")) ?? [];
      const time = parseTime(`${whole}Z`);
      if (time !== undefined) return time + Number(`0${fraction}`);
      throw new InputError({
        where: `${file.path}: variable "${name}"`,
        found: `"${text}"`,
        expected: "times such as 2016-07-01 05:00:01.234Z",
        remedy: "give the file as its producer distributes it",
      });
    });
}
