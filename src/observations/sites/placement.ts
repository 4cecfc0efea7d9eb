/**
 * Where the model is sampled for a surface site. A model cell is flatter than the Earth: on a mountain the intake stands above
 * the model's ground by more than its own height, and the air there is that of its height above the sea. The height of the
 * model's ground is that at which the standard atmosphere has its surface pressure, a mean over the run. That is off by some
 * 100 m with the weather's own pressure and temperature, so only a site whose ground lies 500 m above it is taken for a
 * mountain by itself.
 */
import type { Grid } from "../../grids/grid.js";
import { bilinearWeights } from "../../grids/interpolation.js";
import { standardHeight } from "../../grids/standardAtmosphere.js";
import type { SiteKind } from "./siteRules.js";

/** [m] */
const MOUNTAIN = 500;

/** @param surfacePressures at some times of the run, each [row][column] [Pa] @returns height above the sea [m], by degrees */
export function modelGround(
  grid: Grid,
  surfacePressures: readonly Float64Array[],
): (longitude: number, latitude: number) => number {
  const mean = Float64Array.from(
    { length: grid.cells },
    (_, cell) => surfacePressures.reduce((sum, field) => sum + field[cell], 0) / surfacePressures.length,
  );
  return (longitude, latitude) =>
    bilinearWeights(grid, longitude, latitude).reduce(
      (sum, { cell, weight }) => sum + weight * standardHeight(mean[cell]),
      0,
    );
}

export interface Intake {
  /** Above its ground, and that ground above the sea [m]; the ground is NaN where it is not known. */
  readonly height: number;
  readonly elevation: number;
}

/** @param ground of the model [m] */
export function kindOf({ elevation }: Intake, ground: number): SiteKind {
  return elevation - ground > MOUNTAIN ? "mountain" : "ground";
}

/** @returns height above the model's ground at which it is sampled, never below the intake's own [m] */
export function sampledHeight({ height, elevation }: Intake, kind: SiteKind, ground: number): number {
  return kind === "mountain" ? Math.max(height, elevation + height - ground) : height;
}
