/** The synthetic source of each component. */
import type { Grid } from "../../grids/grid.js";
import { worldCities } from "../../io/cities.js";
import type { FluxComponent, FluxSource } from "../fluxSource.js";
import { syntheticBiosphere } from "./syntheticBiosphere.js";
import { syntheticFire } from "./syntheticFire.js";
import { syntheticFossil } from "./syntheticFossil.js";
import { syntheticOcean } from "./syntheticOcean.js";

interface Place {
  readonly grid: Grid;
  /** Share of land of each cell, [row][column] [1] */
  readonly landFraction: Float64Array;
  readonly seed: number;
}

export function syntheticFlux(component: FluxComponent, { grid, landFraction, seed }: Place): FluxSource {
  switch (component) {
    case "biosphere":
      return syntheticBiosphere(grid, landFraction);
    case "ocean":
      return syntheticOcean(grid, landFraction);
    case "fossil":
      return syntheticFossil(grid, landFraction, worldCities());
    case "fire":
      return syntheticFire(grid, landFraction, seed);
  }
}
