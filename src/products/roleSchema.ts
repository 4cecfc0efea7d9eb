/** The forms that the sections of an experiment file may have, one for each product of a registry that plays the role. */
import { z } from "zod";
import type { FluxComponent } from "../fluxes/fluxSource.js";
import type { RoleName, SectionSchema } from "./product.js";
import { playersOf, type Registry } from "./registry.js";
import type { Section, WrittenSection } from "./section.js";

export function roleSchema(registry: Registry, role: RoleName): z.ZodType<Section, WrittenSection> {
  return unionOf(playersOf(registry, role).map((player) => player.role.schema));
}

/** A section, the name alone of a product that asks for nothing else, or `none`. */
export function fluxSchema(
  registry: Registry,
  component: FluxComponent,
): z.ZodType<Section | string, WrittenSection | string> {
  const players = playersOf(registry, "fluxes").filter(({ role }) => role.components.includes(component));
  const words = players.filter(({ role }) => Object.keys(role.schema.shape).length === 1).map(({ name }) => name);
  return z.union([z.enum([...words, "none"]), unionOf(players.map(({ role }) => role.schema))]);
}

function unionOf(schemas: readonly SectionSchema[]): z.ZodType<Section, WrittenSection> {
  const union = z.discriminatedUnion("source", schemas as unknown as [SectionSchema]);
  return union as unknown as z.ZodType<Section, WrittenSection>;
}
