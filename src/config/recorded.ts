/**
 * The configuration as `run.json` keeps it: defaults filled in but for those without effect, dates as dates, so that a
 * reader can run it again.
 */
import { z } from "zod";
import type { Registry } from "../products/registry.js";
import { time } from "../products/section.js";
import { formatTime } from "../time.js";
import { pathsWithoutEffect } from "./rules/index.js";
import { type ExperimentConfig, sectionSchemas } from "./schema.js";

export function recordedConfiguration(config: ExperimentConfig, registry: Registry): Record<string, unknown> {
  const times = new Set(Object.values(sectionSchemas(registry)).flatMap((schema) => timeKeys(schema)));
  const text = JSON.stringify(config, (key, value: unknown) =>
    times.has(key) && typeof value === "number" ? formatTime(value) : value,
  );
  const recorded = JSON.parse(text) as Record<string, unknown>;
  return pathsWithoutEffect(config, registry).reduce(without, recorded);
}

/** Keys anywhere in a schema whose values are times. @param key that the schema is of */
function timeKeys(schema: unknown, key = ""): string[] {
  if (schema === time) return [key];
  const inner = (...parts: readonly unknown[]): string[] => parts.flatMap((part) => timeKeys(part, key));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return inner(schema.def.innerType);
  }
  if (schema instanceof z.ZodUnion) return inner(...schema.def.options);
  if (schema instanceof z.ZodArray) return inner(schema.def.element);
  if (schema instanceof z.ZodIntersection) return inner(schema.def.left, schema.def.right);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, part]) => timeKeys(part, name));
}

/** @param path of a key that the sections on it lead to */
function without(section: Record<string, unknown>, [key, ...inner]: readonly string[]): Record<string, unknown> {
  const { [key]: value, ...rest } = section;
  return inner.length === 0 ? rest : { ...section, [key]: without(value as Record<string, unknown>, inner) };
}
