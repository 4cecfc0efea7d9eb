/** Whether two runs are of one configuration, leaving out the keys that change no result. */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

/** Keys, by path, that may differ between a run and its resumption. */
const MAY_DIFFER: ReadonlySet<string> = new Set(["output", "threads", "outputs.checkpoint"]);

/**
 * Keys, by path, that the truth of a twin does not hang on where it is run on its own: what the model estimates, how it takes observations
 * in, and what is wrong in its weather and in what is observed of the truth.
 */
const NOT_OF_THE_TRUTH: ReadonlySet<string> = new Set([
  ...MAY_DIFFER,
  "title",
  "remarks",
  "runs",
  "outputs",
  "ensemble",
  "filter",
  "background.boundaryOffsetPpm",
  "observations.error",
  "observations.gate",
  "observations.validationGatePpm",
  "twin.errors.windPhaseHours",
  "twin.errors.windStrength",
  "twin.errors.windField",
  "twin.errors.boundaryLayer",
  "twin.errors.retrievalBiasPpm",
  "twin.errors.covariateBiasPpm",
  "twin.errors.sharedNoisePpm",
  "twin.errors.siteErrorPpm",
  "twin.errors.outlierShare",
  "twin.errors.outlierPpm",
]);

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
  return hashOf(JSON.stringify(ordered(configuration, "", MAY_DIFFER)));
}

/**
 * By what the files of a run are known: the same for runs of one configuration on the same inputs, whose files are the same.
 * @returns 12 hexadecimal digits
 */
export function runIdentity(configuration: unknown, inputs: readonly { readonly sha256: string }[]): string {
  return hashOf([configurationHash(configuration), ...contentOf(inputs)].join()).slice(0, 12);
}

/**
 * The same for all twins whose truths, run on their own, are the same.
 * @param program its identity (programIdentity.ts) @returns 12 hexadecimal digits
 */
export function truthIdentity(
  configuration: unknown,
  inputs: readonly { readonly sha256: string }[],
  program: string,
): string {
  const own = JSON.stringify(ordered(configuration, "", NOT_OF_THE_TRUTH));
  return hashOf([program, own, ...contentOf(inputs)].join()).slice(0, 12);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function contentOf(inputs: readonly { readonly sha256: string }[]): string[] {
  return inputs.map(({ sha256 }) => sha256).sort();
}

function ordered(value: unknown, path: string, leftOut: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((entry) => ordered(entry, `${path}[]`, leftOut));
  if (!isSection(value)) return value;
  const inner = (key: string): string => (path === "" ? key : `${path}.${key}`);
  return Object.keys(value)
    .sort()
    .filter((key) => !leftOut.has(inner(key)))
    .map((key) => [key, ordered(value[key], inner(key), leftOut)]);
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
