/**
 * Columns of any netCDF or HDF5 file whose variables are named by hand, for products that have no reader of their own. Units
 * are those of the variables' attributes, or as they are given where these say nothing.
 */
import type { RetrievalSet } from "../observation.js";
import { type ColumnForm, goodWhere, readSoundings } from "./columnForm.js";
import {
  latitudeUnits,
  longitudeUnits,
  moleFractionUnits,
  pressureUnits,
  pureUnits,
  type Quantity,
  type Units,
} from "./quantities.js";
import { type Averaging, cellsFor, readRetrievalFiles } from "./retrievalFiles.js";

/** A variable by its name ("group/name"), or with the unit that it has. */
export type NamedColumn = string | { readonly name: string; readonly units?: string | undefined };

export interface ColumnNames {
  readonly id?: string | undefined;
  /** Follows CF: "seconds since 1970-01-01". */
  readonly time: string;
  readonly longitude: NamedColumn;
  readonly latitude: NamedColumn;
  readonly xco2: NamedColumn;
  /** Prior column; the weighted mean of the prior profile where there is none. */
  readonly priorXco2?: NamedColumn | undefined;
  readonly uncertainty: NamedColumn;
  /** Of levels, or of the boundaries of layers. */
  readonly pressure: NamedColumn;
  readonly averagingKernel: NamedColumn;
  readonly pressureWeight: NamedColumn;
  readonly priorProfile: NamedColumn;
}

export interface ColumnChoices extends Averaging {
  /** What it is, for titles. */
  readonly title: string;
  readonly variables: ColumnNames;
  /** The flag, and its value where a sounding is good; undefined where the files hold good ones alone. */
  readonly quality?: { readonly variable: string; readonly good: number } | undefined;
}

/** @throws InputError where a variable is absent or has another unit or shape than expected */
export function readColumns(files: readonly string[], choices: ColumnChoices): Promise<RetrievalSet> {
  const form = formOf(choices);
  return readRetrievalFiles(files, (file) => ({
    title: choices.title,
    remarks: [],
    soundings: readSoundings(file, form),
    averageIn: cellsFor(choices, ""),
  }));
}

function formOf({ variables: names, quality }: ColumnChoices): ColumnForm {
  return {
    id: names.id,
    time: names.time,
    scalars: {
      longitude: quantity(names.longitude, longitudeUnits),
      latitude: quantity(names.latitude, latitudeUnits),
      xco2: quantity(names.xco2, moleFractionUnits),
      priorXco2: names.priorXco2 === undefined ? undefined : quantity(names.priorXco2, moleFractionUnits),
      uncertainty: quantity(names.uncertainty, moleFractionUnits),
    },
    profiles: {
      pressure: quantity(names.pressure, pressureUnits),
      averagingKernel: quantity(names.averagingKernel, pureUnits),
      pressureWeight: quantity(names.pressureWeight, pureUnits),
      priorProfile: quantity(names.priorProfile, moleFractionUnits),
    },
    good: quality === undefined ? undefined : goodWhere(quality.variable, quality.good),
  };
}

function quantity(named: NamedColumn, units: Units): Quantity {
  const { name, units: assumed } = typeof named === "string" ? { name: named, units: undefined } : named;
  return { variable: name, units, ...(assumed !== undefined && { assumed }) };
}
