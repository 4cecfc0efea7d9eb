/** The keys `grid` and `vertical`: names of the literature, definitions, or `source` for those of the meteorology. */
import { z } from "zod";
import { gridPresets } from "../../grids/grid.js";
import { verticalPresets } from "../../grids/verticalCoordinate.js";
import { positive } from "./values.js";

const longitude = z.number().min(-180).max(360);
const latitude = z.number().min(-90).max(90);
const cells = z.int().min(8).max(1000);

const projectedGrid = z.strictObject({
  name: z.string().default("custom"),
  /** proj4 string */
  projection: z.string(),
  columns: cells,
  rows: cells,
  spacingKm: positive,
  /** Longitude and latitude of the middle of the lattice [degrees]. */
  centre: z.tuple([longitude, latitude]),
});
const longitudeLatitudeGrid = z.strictObject({
  name: z.string().default("custom"),
  /** Centre of the south-west cell [degrees] and spacing [degrees]. */
  southWest: z.tuple([longitude, latitude]),
  spacing: z.tuple([positive, positive]),
  columns: cells,
  rows: cells,
});
export const grid = z
  .union([z.enum([...gridPresets, "source"]), projectedGrid, longitudeLatitudeGrid])
  .default("china-64km");

export const verticalForm = z.union([
  z.enum([...verticalPresets, "source"]),
  z.strictObject({ sigma: z.array(z.number().min(0).max(1)).min(3), topHPa: z.number().min(0.01).max(500) }),
  z.strictObject({ aPa: z.array(z.number()).min(3), b: z.array(z.number()).min(3) }),
]);

export const vertical = verticalForm.default("jdas-15");
