/** The synthetic flux of a component. */
import type { FluxSource } from "../../fluxes/fluxSource.js";
import { syntheticFlux } from "../../fluxes/sources/synthetic.js";
import type { FluxContext } from "../product.js";
import type { Section } from "../section.js";

export function openFlux(_: Section, { component, grid, landFraction, seed }: FluxContext): FluxSource {
  return syntheticFlux(component, { grid, landFraction, seed });
}
