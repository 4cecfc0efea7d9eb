/** Grid and vertical coordinate as the configuration names or defines them. */
import { centredGrid, type GridDefinition, gridPreset, longitudeLatitudeGrid } from "../grids/grid.js";
import { createProjection } from "../grids/projection.js";
import {
  hybridCoordinate,
  sigmaCoordinate,
  type VerticalCoordinate,
  verticalPreset,
} from "../grids/verticalCoordinate.js";
import type { ExperimentConfig } from "./configSchema.js";

/** @throws ConfigError where proj4 does not know the projection */
export function definitionOfGrid({ grid }: Pick<ExperimentConfig, "grid">): GridDefinition {
  if (typeof grid === "string") return gridPreset(grid);
  if ("projection" in grid) {
    const { name, projection, columns, rows, spacingKm, centre } = grid;
    return centredGrid(name, createProjection(projection), columns, rows, 1000 * spacingKm, centre);
  }
  const { name, southWest, spacing, columns, rows } = grid;
  return longitudeLatitudeGrid(name, southWest[0], southWest[1], spacing[0], spacing[1], columns, rows);
}

/** @throws ConfigError where the interfaces do not fall from the surface */
export function definitionOfVertical({ vertical }: Pick<ExperimentConfig, "vertical">): VerticalCoordinate {
  if (typeof vertical === "string") return verticalPreset(vertical);
  if ("sigma" in vertical) return sigmaCoordinate("custom", vertical.sigma, 100 * vertical.topHPa);
  return hybridCoordinate("custom", vertical.aPa, vertical.b);
}
