/** Grid and vertical coordinate as the plan names or defines them, or as the weather brings them. */
import type { Plan } from "../../config/plan.js";
import { ConfigError } from "../../errors.js";
import {
  centredGrid,
  createGrid,
  type Grid,
  type GridDefinition,
  gridPreset,
  longitudeLatitudeGrid,
} from "../../grids/grid.js";
import { landFraction as landFractionOf } from "../../grids/landFraction.js";
import { createProjection } from "../../grids/projection.js";
import {
  hybridCoordinate,
  sigmaCoordinate,
  type VerticalCoordinate,
  verticalPreset,
} from "../../grids/verticalCoordinate.js";
import { naturalEarthLand } from "../../io/naturalEarth.js";
import { openRole } from "../../products/openRole.js";
import type { Registry } from "../../products/registry.js";
import type { Section } from "../../products/section.js";
import type { Part, Parts } from "./parts.js";
import type { Asked } from "./sections.js";

/** What of the domain the weather brings. */
export interface SourceDomain {
  readonly grid?: GridDefinition;
  readonly vertical?: VerticalCoordinate;
}

/**
 * @param section of the weather, its files found
 * @returns nothing where the plan takes nothing from the weather
 * @throws InputError, CoverageError where the files cannot be read, ConfigError where they have no layers
 */
export async function sourceDomain(
  { grid, vertical }: Pick<Plan, "grid" | "vertical">,
  registry: Registry,
  section: Part<Section>,
): Promise<SourceDomain> {
  if (grid !== "source" && vertical !== "source") return {};
  const weather = section.get();
  return openRole(registry, "meteorology", weather, async ({ domain }) => {
    switch (domain.brings) {
      case "nothing":
        return {};
      case "layers":
        return { vertical: await (await domain.open())(weather) };
      case "grid and layers":
        return (await domain.open())(weather);
    }
  });
}

export interface DomainParts {
  readonly grid: Part<Grid>;
  readonly vertical: Part<VerticalCoordinate>;
  /** [row][column] [1] */
  readonly landFraction: Part<Float64Array>;
}

/** @param weather its section */
export async function makeDomain(
  plan: Pick<Plan, "grid" | "vertical">,
  registry: Registry,
  weather: Asked,
  parts: Parts,
): Promise<DomainParts> {
  const source = await parts.make(plan.grid === "source" ? weather.key : ["vertical"], () =>
    sourceDomain(plan, registry, weather.section),
  );
  const grid = await parts.make(["grid"], () => createGrid(definitionOfGrid(plan, source.get())));
  const vertical = await parts.make(["vertical"], () => definitionOfVertical(plan, source.get()));
  const landFraction = await parts.make(["grid"], () => landFractionOf(grid.get(), naturalEarthLand("50m")));
  return { grid, vertical, landFraction };
}

/** @throws ConfigError where proj4 does not know the projection, or the weather has no grid to take */
export function definitionOfGrid({ grid }: Pick<Plan, "grid">, source: SourceDomain = {}): GridDefinition {
  if (grid === "source") return taken("grid", source.grid);
  if (typeof grid === "string") return gridPreset(grid);
  if ("projection" in grid) {
    const { name, projection, columns, rows, spacingKm, centre } = grid;
    return centredGrid(name, createProjection(projection), columns, rows, 1000 * spacingKm, centre);
  }
  const { name, southWest, spacing, columns, rows } = grid;
  return longitudeLatitudeGrid(name, southWest[0], southWest[1], spacing[0], spacing[1], columns, rows);
}

/** @throws ConfigError where the interfaces do not fall from the surface, or the weather has no layers to take */
export function definitionOfVertical(
  { vertical }: Pick<Plan, "vertical">,
  source: SourceDomain = {},
): VerticalCoordinate {
  if (vertical === "source") return taken("vertical", source.vertical);
  if (typeof vertical === "string") return verticalPreset(vertical);
  if ("sigma" in vertical) return sigmaCoordinate("custom", vertical.sigma, 100 * vertical.topHPa);
  return hybridCoordinate("custom", vertical.aPa, vertical.b);
}

function taken<T>(key: string, part: T | undefined): T {
  if (part !== undefined) return part;
  throw new ConfigError({ where: key, found: '"source"', expected: "weather that brings it, or one of its own" });
}
