/** What a reader of an inventory gives: emissions of one sector over one interval, read when they are asked for. */
import type { LongitudeLatitudeBoxes } from "../../grids/regrid.js";
import type { Interval } from "../sources/fluxSteps.js";
import type { EmissionMass } from "./emissionUnits.js";

/** Where emissions are: boxes of a lattice, [latitude][longitude] from the south and from the west, or points [degrees]. */
export type EmissionPlaces =
  | ({ readonly kind: "boxes" } & LongitudeLatitudeBoxes)
  | { readonly kind: "points"; readonly longitude: Float64Array; readonly latitude: Float64Array };

export interface PlacedEmissions {
  readonly places: EmissionPlaces;
  /** Of each place [mol s-1]; NaN where the file has no value. */
  readonly rates: Float64Array;
}

export interface EmissionPart extends Interval {
  /** The file, for messages and the record. */
  readonly path: string;
  /** As the inventory calls it. */
  readonly sector: string;
  /** Where the sector takes CO2 out of the air. */
  readonly mayBeNegative?: boolean;
  /** In pieces where the file is large. @throws InputError where it cannot be used */
  read(): AsyncIterable<PlacedEmissions>;
}

/** All parts of an inventory that a section names. */
export interface Inventory {
  readonly parts: readonly EmissionPart[];
  /** What its masses were read as. */
  readonly mass: EmissionMass;
  /** What must be said of the files. */
  readonly remarks: readonly string[];
}
