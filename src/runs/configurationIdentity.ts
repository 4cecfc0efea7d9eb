/** Whether two runs are of one configuration, leaving out the keys that change no result. */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

/** Keys, by path, that may differ between a run and its resumption. */
const MAY_DIFFER: ReadonlySet<string> = new Set(["output", "threads", "outputs.checkpoint"]);

/** A key, by path, with its values in the earlier and the present configuration; undefined where it is absent. */
export interface Difference {
  readonly key: string;
  readonly earlier: unknown;
  readonly present: unknown;
}

/** @returns the innermost keys that differ */
export function differences(earlier: unknown, present: unknown, path = ""): Difference[] {
  if (MAY_DIFFER.has(path) || isDeepStrictEqual(earlier, present)) return [];
  if (!isSection(earlier) || !isSection(present)) return [{ key: path, earlier, present }];
  return [...new Set([...Object.keys(earlier), ...Object.keys(present)])].flatMap((key) =>
    differences(earlier[key], present[key], path === "" ? key : `${path}.${key}`),
  );
}

/** @returns SHA-256 of what must not differ, 64 hexadecimal digits */
export function configurationHash(configuration: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(ordered(configuration, "")))
    .digest("hex");
}

/**
 * By what the files of a run are known: the same for runs of one configuration on the same inputs, whose files are the same.
 * @returns 12 hexadecimal digits
 */
export function runIdentity(configuration: unknown, inputs: readonly { readonly sha256: string }[]): string {
  const content = inputs.map(({ sha256 }) => sha256).sort();
  return createHash("sha256")
    .update([configurationHash(configuration), ...content].join())
    .digest("hex")
    .slice(0, 12);
}

function ordered(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => ordered(entry, `${path}[]`));
  if (!isSection(value)) return value;
  const inner = (key: string): string => (path === "" ? key : `${path}.${key}`);
  return Object.keys(value)
    .sort()
    .filter((key) => !MAY_DIFFER.has(inner(key)))
    .map((key) => [key, ordered(value[key], inner(key))]);
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
