/**
 * Checks that a role opens the section that its schema describes, and forgets the section's type: a registry holds roles
 * of all products, and whoever opens one has had the section parsed by the role's own schema.
 */
import type { z } from "zod";
import type { BackgroundRole, FluxRole, MeteorologyRole, ObservationsRole, SectionSchema } from "./product.js";

type With<Schema, Role> = Role & { readonly schema: Schema };

export function meteorologyRole<S extends SectionSchema>(role: With<S, MeteorologyRole<z.output<S>>>): MeteorologyRole {
  return role as unknown as MeteorologyRole;
}

export function fluxRole<S extends SectionSchema>(role: With<S, FluxRole<z.output<S>>>): FluxRole {
  return role as unknown as FluxRole;
}

export function backgroundRole<S extends SectionSchema>(role: With<S, BackgroundRole<z.output<S>>>): BackgroundRole {
  return role as unknown as BackgroundRole;
}

export function observationsRole<S extends SectionSchema>(
  role: With<S, ObservationsRole<z.output<S>>>,
): ObservationsRole {
  return role as unknown as ObservationsRole;
}
