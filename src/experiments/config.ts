/**
 * Reads an experiment file: YAML to one immutable `ExperimentConfig`. All faults are reported at once, each with line
 * and column.
 */
import { isNode, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { ConfigError, type Fault } from "../errors.js";
import { experimentSchema, type ExperimentConfig } from "./configSchema.js";

type Path = readonly PropertyKey[];

/** An experiment and the place of each of its keys in the file. */
export interface ParsedExperiment {
  readonly config: ExperimentConfig;
  /** `FILE:line:column` of a key, or of the nearest enclosing one that the file has. */
  readonly place: (path: Path) => string;
}

/**
 * @param text YAML
 * @param file name for messages
 * @throws ConfigError with every fault
 */
export function parseExperiment(text: string, file: string): ParsedExperiment {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number): string => {
    const { line, col } = lineCounter.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map((error) => ({ where: at(error.pos[0]), found: `not YAML: ${error.message}` })),
    );
  }
  const place = (path: Path): string => at(offsetOf(document, path));
  const result = experimentSchema.safeParse(document.toJS());
  if (!result.success) throw new ConfigError(result.error.issues.flatMap((issue) => faults(issue, document, at)));
  return { config: result.data, place };
}

/** Offset of the key that a path names, or of the innermost enclosing key that exists. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const items = (parent as { items?: { key?: unknown; range?: [number] }[] } | undefined)?.items;
    const pair = items?.find(
      (item) => String((item.key as { value?: unknown } | undefined)?.value) === String(path[length - 1]),
    );
    if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function faults(
  issue: z.core.$ZodIssue,
  document: Document,
  at: (offset: number) => string,
  outer: Path = [],
): Fault[] {
  const path = [...outer, ...issue.path];
  const where = (keys: Path): string =>
    `${at(offsetOf(document, keys))}: ${keys.map(String).join(".") || "experiment"}`;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      where: where([...path, key]),
      found: "unknown key",
      remedy: "see docs/configuration.md",
    }));
  }
  if (issue.code === "invalid_union") {
    const best = closestBranch(issue, document.getIn(path));
    if (best !== undefined) return best.flatMap((inner) => faults(inner, document, at, path));
  }
  const found = document.getIn(path);
  const expected = expectation(issue);
  if (found === undefined && expected !== undefined) {
    return [{ where: where(path), found: `"${String(path.at(-1))}" is missing`, expected }];
  }
  if (issue.code === "invalid_union" && expected !== undefined) {
    return [{ where: where(path), found: JSON.stringify(found), expected }];
  }
  return [{ where: where(path), found: issue.message }];
}

/** What would have been right, in words; undefined where the issue's own message says it. */
function expectation(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "object" ? "a section" : `a ${issue.expected}`;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "invalid_union": {
      if ("discriminator" in issue && typeof issue.discriminator === "string")
        return `a known "${issue.discriminator}"`;
      const parts = issue.errors.map((branch) =>
        branch
          .map((inner) => expectation(inner))
          .filter(Boolean)
          .join(", "),
      );
      return [...new Set(parts.filter((part) => part !== ""))].join(" or ");
    }
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "not_multiple_of":
    case "too_big":
    case "too_small":
    case "unrecognized_keys":
      return undefined;
  }
}

/** Of the forms a union allows, the one the user most likely meant: an object form with the fewest faults. */
function closestBranch(issue: z.core.$ZodIssueInvalidUnion, value: unknown): z.core.$ZodIssue[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const nested = issue.errors.filter((branch) =>
    branch.every((inner) => !(inner.path.length === 0 && inner.code !== "unrecognized_keys")),
  );
  return nested.sort((a, b) => a.length - b.length)[0];
}
