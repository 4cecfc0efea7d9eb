/** The synthetic source of each component. */
import { worldCities } from "../../io/cities.js";
import type { FluxComponent, FluxSource } from "../fluxSource.js";
import type { FluxContext } from "./fluxContext.js";
import { syntheticBiosphere } from "./syntheticBiosphere.js";
import { syntheticFire } from "./syntheticFire.js";
import { syntheticFossil } from "./syntheticFossil.js";
import { syntheticOcean } from "./syntheticOcean.js";

export function syntheticFlux(component: FluxComponent, { grid, landFraction, seed }: FluxContext): FluxSource {
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
