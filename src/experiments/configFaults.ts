/** What is wrong with an experiment file, in words: for each key what was found and what was expected there. */
import type { z } from "zod";
import type { Fault } from "../errors.js";
import { keysAt, valueAt } from "./schemaKeys.js";

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

/** @param file what the file holds, as plain data */
export function configFaults(schema: unknown, file: unknown, issue: z.core.$ZodIssue, outer: Path = []): KeyFault[] {
  const path = [...outer, ...issue.path];
  const value = valueAt(file, path);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, file, path);
    const expected = `one of ${known.filter((key) => !issue.keys.includes(key)).join(", ")}`;
    return issue.keys.map((key) => ({
      path: [...path, key],
      // Of another form of the section than the one that its other keys choose.
      found: known.includes(key) ? "a key that does not go with the others" : "unknown key",
      expected,
      remedy: "see docs/configuration.md",
    }));
  }
  if (issue.code === "invalid_union") {
    const meant = likeliestForm(issue, value);
    if (meant !== undefined) return meant.flatMap((inner) => configFaults(schema, file, inner, path));
  }
  const expected = expectation(issue, keysAt(schema, file, path));
  return [expected === undefined ? { path, found: issue.message } : { path, found: inWords(value), expected }];
}

function inWords(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "nothing";
  const text = JSON.stringify(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}...`;
}

/** What would have been right; undefined where the issue's own message says it. @param keys of a section there */
function expectation(issue: z.core.$ZodIssue, keys: readonly string[]): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (issue.expected === "object") return `a section (${keys.join(", ")})`;
      return KINDS[issue.expected] ?? `a ${issue.expected}`;
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union": {
      if ("options" in issue && Array.isArray(issue.options)) return oneOf(issue.options);
      const forms = issue.errors.map((form) =>
        form
          .map((inner) => expectation(inner, keys))
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

/** Of the forms that a union allows, the one the user most likely meant: a section with the fewest faults. */
function likeliestForm(issue: z.core.$ZodIssueInvalidUnion, value: unknown): z.core.$ZodIssue[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const sections = issue.errors.filter((form) =>
    form.every((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys"),
  );
  return sections.sort((a, b) => a.length - b.length)[0];
}
