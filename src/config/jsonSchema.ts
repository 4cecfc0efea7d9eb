/**
 * The form of an experiment file as JSON Schema (draft 7, which editors know best), for completion, hints and marks while a
 * file is written. What two keys may be together is beyond it: `jdas run` says that.
 */
import { z } from "zod";
import { time } from "../products/section.js";
import { describedAt, type KeyDescriptions } from "./keyDescriptions.js";
import { experimentSchema } from "./schema.js";

/** A node of a JSON Schema. */
export interface JsonSchema {
  [keyword: string]: unknown;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema | JsonSchema[];
}

const DATE = {
  type: "string",
  pattern: "^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}(:\\d{2}(:\\d{2}(\\.\\d+)?)?)?Z?)?$",
};

export function experimentJsonSchema(descriptions: KeyDescriptions): JsonSchema {
  const schema = z.toJSONSchema(experimentSchema, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      if (zodSchema !== (time as unknown)) return;
      delete jsonSchema.anyOf;
      Object.assign(jsonSchema, DATE);
    },
  }) as JsonSchema;
  complete(schema, "", descriptions);
  return { ...schema, title: "Experiment file of openjdas" };
}

/**
 * Adds descriptions; a section that names files may leave its source to them.
 * @param said of the section, which may tell of its keys
 */
function complete(schema: JsonSchema, path: string, descriptions: KeyDescriptions, said = ""): void {
  const { properties, required, oneOf, anyOf, items } = schema;
  if (oneOf !== undefined) {
    // Without a source, several forms may fit.
    schema.anyOf = oneOf;
    delete schema.oneOf;
  }
  if (properties !== undefined && "files" in properties && required !== undefined) {
    schema.required = required.filter((key) => key !== "source");
  }
  for (const inner of [oneOf ?? [], anyOf ?? [], items ?? []].flat()) complete(inner, path, descriptions, said);
  for (const [key, inner] of Object.entries(properties ?? {})) {
    const own = path === "" ? key : `${path}.${key}`;
    const ofSection = new RegExp(`\\b${key}\\b`).test(said) ? said : undefined;
    const description = describedAt(descriptions, own) ?? ofSection;
    if (description !== undefined) inner.description = description;
    complete(inner, own, descriptions, description);
  }
}
