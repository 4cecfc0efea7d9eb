/** Which keys an experiment file may have at a place, read off its schema: messages name them. */
import { z } from "zod";

type Path = readonly PropertyKey[];

/**
 * @param value what the file has at the root of the schema; of several forms that one key tells apart it chooses one
 * @returns names in the order of the schema; none where the place holds no section
 */
export function keysAt(schema: unknown, value: unknown, path: Path): string[] {
  return [...new Set(sectionsAt(schema, value, path).flat())];
}

/** @returns the keys of each form that a section at the place may have; forms that one key tells apart count as one */
export function sectionsAt(schema: unknown, value: unknown, path: Path): string[][] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return sectionsAt(schema.def.innerType, value, path);
  }
  if (schema instanceof z.ZodPipe) return sectionsAt(schema.def.in, value, path);
  if (schema instanceof z.ZodArray) {
    return path.length === 0 ? [] : sectionsAt(schema.def.element, property(value, path[0]), path.slice(1));
  }
  if (schema instanceof z.ZodIntersection) {
    const [left, right] = [schema.def.left, schema.def.right].map((part) => sectionsAt(part, value, path));
    if (path.length > 0) return [...left, ...right];
    return left.flatMap((keys) => right.map((others) => [...keys, ...others]));
  }
  if (schema instanceof z.ZodUnion) {
    const sections = formsOf(schema, value).flatMap((form) => sectionsAt(form, value, path));
    const asOne = path.length === 0 && schema instanceof z.ZodDiscriminatedUnion && sections.length > 0;
    return asOne ? [[...new Set(sections.flat())]] : sections;
  }
  if (!(schema instanceof z.ZodObject)) return [];
  if (path.length === 0) return [Object.keys(schema.shape)];
  return sectionsAt(schema.shape[String(path[0])], property(value, path[0]), path.slice(1));
}

/** The forms of a union that a value may have; all of them where it does not tell. */
function formsOf(union: z.ZodUnion, value: unknown): readonly unknown[] {
  const { options } = union.def;
  if (!(union instanceof z.ZodDiscriminatedUnion)) return options;
  const { discriminator } = union.def;
  const told = options.filter(
    (form) =>
      form instanceof z.ZodObject && z.safeParse(form.shape[discriminator], property(value, discriminator)).success,
  );
  return told.length > 0 ? told : options;
}

function property(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
}

/** @returns what a parsed file has at a place, undefined where it has nothing */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(property, value);
}
