/**
 * Reads an experiment file: YAML to one immutable `ExperimentConfig`. All faults are reported at once, each with line
 * and column.
 */
import { isNode, LineCounter, parseDocument, visit, type Document } from "yaml";
import { ConfigError, type Fault } from "../errors.js";
import { configFaults } from "./schemaFaults.js";
import { experimentSchema, type ExperimentConfig } from "./schema.js";
import { refuseIdleSettings } from "./idleSettings.js";

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
  const broken = [...syntaxFaults(document, at), ...aliasFaults(document, at)];
  if (broken.length > 0) throw new ConfigError(broken);
  const place = (path: Path): string => at(offsetOf(document, path));
  const content: unknown = document.toJS();
  const result = experimentSchema.superRefine(refuseIdleSettings(content)).safeParse(content);
  if (result.success) return { config: result.data, place };
  const faults = result.error.issues.flatMap((issue) => configFaults(experimentSchema, content, issue));
  throw new ConfigError(
    faults
      .map((fault) => ({ ...fault, offset: offsetOf(document, fault.path) }))
      .sort((a, b) => a.offset - b.offset)
      .map(({ path, offset, ...fault }) => ({
        ...fault,
        where: `${at(offset)}: ${path.map(String).join(".") || "the file"}`,
      })),
  );
}

/** The first fault of form, for those after it mostly follow from it; keys that stand twice are reported all. */
function syntaxFaults({ errors }: Document, at: (offset: number) => string): Fault[] {
  const twice = errors.filter(({ code }) => code === "DUPLICATE_KEY");
  if (twice.length === errors.length) {
    return twice.map(({ pos }) => ({ where: at(pos[0]), found: "a key that stands twice", expected: "each key once" }));
  }
  return errors.slice(0, 1).map(({ pos, message }) => ({
    where: at(pos[0]),
    found: `not YAML: ${message}`,
    remedy: "look for a bracket, quote or indentation that is wrong at this place or just before it",
  }));
}

/** YAML takes a text that begins with an asterisk, such as a pattern of files, for an alias. */
function aliasFaults(document: Document, at: (offset: number) => string): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      faults.push({
        where: at(alias.range?.[0] ?? 0),
        found: `*${alias.source} without quotes, which YAML takes for a reference`,
        expected: "a text that begins with * in quotes",
        remedy: `write "*${alias.source}"`,
      });
    },
  });
  return faults;
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
