/** The section `fluxes`: where each component of the prior surface flux comes from. */
import { z } from "zod";
import type { FluxComponent } from "../../fluxes/fluxSource.js";
import type { Registry } from "../../products/registry.js";
import { fluxSchema } from "../../products/roleSchema.js";

export function fluxesSection(registry: Registry) {
  const flux = (component: FluxComponent) => fluxSchema(registry, component).default("synthetic");
  return z
    .strictObject({ biosphere: flux("biosphere"), ocean: flux("ocean"), fossil: flux("fossil"), fire: flux("fire") })
    .prefault({});
}
