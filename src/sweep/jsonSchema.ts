/**
 * The form of a sweep file as JSON Schema (draft 7) for editors: its own keys, those of experiments that it may vary, and named
 * settings in the form of experiments, without what an experiment must have. Values of a key are left to `jdas sweep`.
 */
import type { JsonSchema } from "../config/jsonSchema.js";

/** What the sweep sets itself. */
const NOT_VARIED: ReadonlySet<string> = new Set(["title", "output"]);
const SETTINGS = { $ref: "#/definitions/settings" };

/** @param experiment schema of experiment files */
export function sweepJsonSchema(experiment: JsonSchema): JsonSchema {
  const { $schema, title: _, ...form } = asChange(experiment);
  const values = [...describedKeys(experiment)].map(([key, description]) => [
    key,
    { description, anyOf: [{ type: "array", minItems: 1 }, SETTINGS] },
  ]);
  return {
    $schema,
    title: "Sweep file of openjdas",
    type: "object",
    additionalProperties: false,
    required: ["experiment", "output", "vary"],
    properties: {
      experiment: { type: "string", minLength: 1, description: "The experiment file, relative to this file." },
      output: { type: "string", minLength: 1, description: "Folder of all runs, relative to this file." },
      vary: {
        type: "object",
        minProperties: 1,
        description:
          "Keys of the experiment with lists of values, or names of your own with named settings. Every combination is a run.",
        properties: Object.fromEntries(values) as Record<string, JsonSchema>,
        additionalProperties: SETTINGS,
      },
    },
    definitions: {
      settings: {
        type: "object",
        minProperties: 1,
        additionalProperties: { anyOf: [{ $ref: "#/definitions/change" }, { type: "null" }] },
      },
      change: form,
    },
  };
}

/** What is said of every key, by its path; of several forms of a section the first that says something. */
function describedKeys(schema: JsonSchema, path = "", found = new Map<string, string>()): Map<string, string> {
  for (const list of ["anyOf", "oneOf", "allOf"] as const) {
    for (const form of (schema[list] ?? []) as readonly JsonSchema[]) describedKeys(form, path, found);
  }
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    const own = path === "" ? key : `${path}.${key}`;
    if (NOT_VARIED.has(own)) continue;
    found.set(own, found.get(own) ?? inner.description ?? "");
    describedKeys(inner, own, found);
  }
  return found;
}

/** A change names some keys of a section; the others are the experiment's, and null takes one away. */
function asChange(schema: JsonSchema): JsonSchema {
  const { required: _, properties, ...rest } = schema;
  const lists = (["anyOf", "oneOf", "allOf"] as const).flatMap((list) =>
    rest[list] === undefined ? [] : [[list, (rest[list] as readonly JsonSchema[]).map(asChange)]],
  );
  const inner = Object.entries(properties ?? {}).map(([key, { description, ...form }]) => [
    key,
    { ...(description !== undefined && { description }), anyOf: [asChange(form), { type: "null" }] },
  ]);
  return { ...rest, ...Object.fromEntries(lists), ...(properties && { properties: Object.fromEntries(inner) }) };
}
