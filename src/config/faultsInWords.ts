/** What is wrong with an experiment file, in words: for each key what was found and what was expected there. */
import type { z } from "zod";
import type { Fault } from "../errors.js";
import { didYouMean } from "./didYouMean.js";
import { keysAt, sectionsAt, valueAt } from "./schemaKeys.js";

type Path = readonly PropertyKey[];

/** A fault that knows its key, not yet the place of it in the file. */
export interface KeyFault extends Omit<Fault, "where"> {
  readonly path: Path;
}

const KINDS: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  string: "text",
  tuple: "a list",
};
const LONGEST_VALUE = 60;
/** Of one section: where more keys are unknown, the file is none of ours. */
const MOST_TOLD = 100;
const SEE = "see docs/configuration.md";

/** @param file what the file holds, as plain data */
export function configFaults(schema: unknown, file: unknown, issue: z.core.$ZodIssue, outer: Path = []): KeyFault[] {
  const path = [...outer, ...issue.path];
  const value = valueAt(file, path);
  if (issue.code === "unrecognized_keys") {
    return unknownKeys(schema, file, path, issue.keys);
  }
  if (issue.code === "invalid_union") {
    const forms = likeliestForms(issue, value);
    const missing = keysToChoose(forms, value);
    const open = missing === undefined ? [] : [{ path, ...missing }];
    const others = forms[0]?.filter((inner) => missing === undefined || !isMissing(inner, value)) ?? [];
    if (forms.length > 0) return [...open, ...others.flatMap((inner) => configFaults(schema, file, inner, path))];
  }
  if (issue.code === "custom") return [{ path, found: issue.message, ...issue.params }];
  const expected = expectation(issue, value, sectionsAt(schema, file, path));
  if (expected === undefined) return [{ path, found: issue.message }];
  const remedy = didYouMean(value, wordsOf(issue));
  return [{ path, found: inWords(value), expected, ...(remedy !== undefined && { remedy }) }];
}

/** @param keys of the section at `path` that its form does not have */
export function unknownKeys(schema: unknown, file: unknown, path: Path, keys: readonly string[]): KeyFault[] {
  const known = keysAt(schema, file, path);
  const given = new Set(keys);
  const free = known.filter((key) => !given.has(key));
  const expected = `one of ${free.join(", ")}`;
  const ofOtherForms = new Set(keysAt(schema, undefined, path));
  const told = keys.slice(0, MOST_TOLD).map((key) => {
    // Of another form of the section than the one that its other keys choose.
    const misplaced = ofOtherForms.has(key);
    const found = misplaced ? "a key that does not go with the others" : "unknown key";
    const meant = misplaced ? undefined : didYouMean(key, free);
    return { path: [...path, key], found, expected, remedy: [meant, SEE].filter(Boolean).join(" ") };
  });
  if (keys.length <= MOST_TOLD) return told;
  const [next] = keys.slice(MOST_TOLD);
  return [
    ...told,
    { path: [...path, next], found: `this and ${keys.length - MOST_TOLD - 1} more unknown keys`, remedy: SEE },
  ];
}

/** The words that may stand at the place of an issue. */
function wordsOf(issue: z.core.$ZodIssue): readonly unknown[] {
  if (issue.code === "invalid_value") return issue.values;
  if (issue.code !== "invalid_union") return [];
  if ("options" in issue && Array.isArray(issue.options)) return issue.options;
  return issue.errors.flatMap((form) => form.filter(({ path }) => path.length === 0).flatMap(wordsOf));
}

/** @returns a value as JSON, shortened; numbers that JSON does not have as YAML writes them */
export function inWords(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "nothing";
  if (isNotFinite(value)) return notFinite(value);
  const text = JSON.stringify(value, (_, inner: unknown) => (isNotFinite(inner) ? notFinite(inner) : inner));
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}...`;
}

function isNotFinite(value: unknown): value is number {
  return typeof value === "number" && !Number.isFinite(value);
}

function notFinite(value: number): string {
  return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
}

/**
 * What would have been right; undefined where the issue's own message says it.
 * @param sections keys of each form that a section there may have
 */
function expectation(
  issue: z.core.$ZodIssue,
  value: unknown,
  sections: readonly (readonly string[])[],
): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (issue.expected === "object") {
        return [...new Set(sections.map((keys) => `a section (${keys.join(", ")})`))].join(" or ");
      }
      if (isNotFinite(value) && issue.expected === "number") return "a finite number";
      return KINDS[issue.expected] ?? `a ${issue.expected}`;
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union": {
      if ("options" in issue && Array.isArray(issue.options)) return oneOf(issue.options);
      const forms = issue.errors.map((form) =>
        form
          .map((inner) => expectation(inner, value, sections))
          .filter(Boolean)
          .join(", "),
      );
      return [...new Set(forms.filter((form) => form !== ""))].join(" or ");
    }
    case "too_small":
      if (issue.origin === "string") return "text that is not empty";
      if (issue.origin === "array") return `a list of at least ${issue.minimum} entries`;
      return issue.inclusive === false ? `more than ${issue.minimum}` : `at least ${issue.minimum}`;
    case "too_big":
      if (issue.origin === "array") return `a list of at most ${issue.maximum} entries`;
      return issue.inclusive === false ? `less than ${issue.maximum}` : `at most ${issue.maximum}`;
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "not_multiple_of":
    case "unrecognized_keys":
      return undefined;
  }
}

function oneOf(values: readonly unknown[]): string {
  return values
    .filter((value) => value !== undefined)
    .map((value) => JSON.stringify(value))
    .join(" or ");
}

/** Of the sections that a union allows, those that the user most likely meant: they have the fewest faults. */
function likeliestForms(issue: z.core.$ZodIssueInvalidUnion, value: unknown): z.core.$ZodIssue[][] {
  if (typeof value !== "object" || value === null) return [];
  const sections = issue.errors.filter((form) =>
    form.every((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys"),
  );
  const fewest = Math.min(...sections.map((form) => form.length));
  return sections.filter((form) => form.length === fewest);
}

/** Where each of several forms that are as likely needs other keys, none of which is there: that one is to be chosen. */
function keysToChoose(
  forms: readonly z.core.$ZodIssue[][],
  value: unknown,
): Pick<KeyFault, "found" | "expected"> | undefined {
  const needed = forms.map((form) =>
    form.filter((inner) => isMissing(inner, value)).map(({ path }) => String(path[0])),
  );
  const shared = needed.flat().some((key, i, all) => all.indexOf(key) !== i);
  if (forms.length < 2 || shared || needed.some((keys) => keys.length === 0)) return undefined;
  const choices = needed.map((keys) => keys.join(" and "));
  return { found: `neither ${choices.join(" nor ")}`, expected: `one of ${choices.join(", ")}` };
}

/** Whether an issue is that a key of the section is not there. @param value the section */
function isMissing({ path }: z.core.$ZodIssue, value: unknown): boolean {
  return path.length === 1 && valueAt(value, path) === undefined;
}
