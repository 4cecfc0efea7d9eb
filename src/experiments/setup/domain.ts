/** Grid and vertical coordinate as the configuration names or defines them. */
import { centredGrid, type GridDefinition, gridPreset, longitudeLatitudeGrid } from "../../grids/grid.js";
import { createProjection } from "../../grids/projection.js";
import {
  hybridCoordinate,
  sigmaCoordinate,
  type VerticalCoordinate,
  verticalPreset,
} from "../../grids/verticalCoordinate.js";
import { griddedVertical } from "../../meteorology/sources/griddedLayers.js";
import { mcipDomain } from "../../meteorology/sources/mcip.js";
import type { ExperimentConfig } from "../../config/schema.js";

/** What of the domain the meteorology brings. */
export interface SourceDomain {
  /** That of MCIP. */
  readonly grid?: GridDefinition;
  readonly vertical: VerticalCoordinate;
}

/**
 * @param files of the weather @returns undefined where nothing is taken from the meteorology
 * @throws InputError, CoverageError where the files cannot be read, ConfigError where they have no layers
 */
export async function sourceDomain(
  { meteorology, vertical }: Pick<ExperimentConfig, "meteorology" | "vertical">,
  files: readonly string[],
): Promise<SourceDomain | undefined> {
  switch (meteorology.source) {
    case "mcip":
      return mcipDomain(files);
    case "gridded":
      return vertical === "source" ? { vertical: await griddedVertical(files) } : undefined;
    case "synthetic":
      return undefined;
  }
}

/** @throws ConfigError where proj4 does not know the projection */
export function definitionOfGrid({ grid }: Pick<ExperimentConfig, "grid">, source?: SourceDomain): GridDefinition {
  if (grid === "source") return given(source?.grid);
  if (typeof grid === "string") return gridPreset(grid);
  if ("projection" in grid) {
    const { name, projection, columns, rows, spacingKm, centre } = grid;
    return centredGrid(name, createProjection(projection), columns, rows, 1000 * spacingKm, centre);
  }
  const { name, southWest, spacing, columns, rows } = grid;
  return longitudeLatitudeGrid(name, southWest[0], southWest[1], spacing[0], spacing[1], columns, rows);
}

/** @throws ConfigError where the interfaces do not fall from the surface */
export function definitionOfVertical(
  { vertical }: Pick<ExperimentConfig, "vertical">,
  source?: SourceDomain,
): VerticalCoordinate {
  if (vertical === "source") return given(source?.vertical);
  if (typeof vertical === "string") return verticalPreset(vertical);
  if ("sigma" in vertical) return sigmaCoordinate("custom", vertical.sigma, 100 * vertical.topHPa);
  return hybridCoordinate("custom", vertical.aPa, vertical.b);
}

function given<T>(part: T | undefined): T {
  if (part === undefined) throw new Error("unreachable: the schema lets only meteorology with a domain be its source");
  return part;
}
