/**
 * Checks that a role opens the section that its schema describes, and forgets the section's type: a registry holds roles
 * of all products, and whoever opens one has had the section parsed by the role's own schema.
 */
import type { z } from "zod";
import type { BackgroundRole, FluxRole, MeteorologyRole, ObservationsRole, SectionSchema } from "./product.js";

type With<Schema, Role> = Role & { readonly schema: Schema };

/**
 * A product as weather.
 * @example
 * import { meteorologyRole, sectionSchema, syntheticMeteorology } from "openjdas";
 *
 * const role = meteorologyRole({
 *   schema: sectionSchema("breeze", {}),
 *   files: [],
 *   domain: { brings: "nothing" },
 *   open: async () => (_section, { grid, vertical, landFraction, seed }) =>
 *     syntheticMeteorology({ grid, vertical, landFraction, seed }),
 * });
 * role.domain.brings; // => "nothing"
 */
export function meteorologyRole<S extends SectionSchema>(role: With<S, MeteorologyRole<z.output<S>>>): MeteorologyRole {
  return role as unknown as MeteorologyRole;
}

/**
 * A product as fluxes.
 * @example
 * import { fluxRole, sectionSchema } from "openjdas";
 *
 * const role = fluxRole({
 *   schema: sectionSchema("one-number", {}),
 *   files: [],
 *   components: ["fossil"],
 *   open: async () => (_section, { grid, component }) => ({
 *     component,
 *     title: "one number everywhere",
 *     remarks: [],
 *     files: [],
 *     hourly: () => new Float64Array(grid.cells).fill(1e-7),
 *     close() {},
 *   }),
 * });
 * role.components; // => ["fossil"]
 */
export function fluxRole<S extends SectionSchema>(role: With<S, FluxRole<z.output<S>>>): FluxRole {
  return role as unknown as FluxRole;
}

/**
 * A product as CO2 at the start, at the sides and above.
 * @example
 * import { backgroundRole, onGrid, sectionSchema, syntheticBackground } from "openjdas";
 *
 * const role = backgroundRole({
 *   schema: sectionSchema("analytic", {}),
 *   files: [],
 *   needsRetrievals: false,
 *   open: async () => (_section, { grid }) => onGrid(syntheticBackground(), grid),
 * });
 * role.needsRetrievals; // => false
 */
export function backgroundRole<S extends SectionSchema>(role: With<S, BackgroundRole<z.output<S>>>): BackgroundRole {
  return role as unknown as BackgroundRole;
}

/**
 * A product as observations.
 * @example
 * import { observationsRole, sectionSchema } from "openjdas";
 *
 * const role = observationsRole({
 *   schema: sectionSchema("silent-tower", {}),
 *   files: [],
 *   values: "measured",
 *   kinds: () => ["point"],
 *   open: async () => () => ({ title: "a tower that measures nothing", remarks: [], files: [], observations: [] }),
 * });
 * role.values; // => "measured"
 */
export function observationsRole<S extends SectionSchema>(
  role: With<S, ObservationsRole<z.output<S>>>,
): ObservationsRole {
  return role as unknown as ObservationsRole;
}
