/**
 * A sweep file: one experiment and what of it is varied. Each key of `vary` is an axis, in one of two forms:
 *
 *   ensemble.sigma.day: [0.3, 0.5]         values of a key of the experiment
 *   season: { july: {...}, january: ... }  settings with names of their own, and what each changes of the experiment
 *
 * Changes are substitutions: sections are merged key by key, and `null` takes a key away. Every combination is a run.
 */
import { z } from "zod";
import { type ConfigDocument, type Path, readDocument } from "../config/document.js";
import { configFaults, inWords, type KeyFault, unknownKeys } from "../config/faultsInWords.js";
import { inOrder, type PlacedFault, placed } from "../config/placedFault.js";
import { experimentSchema } from "../config/schema.js";
import { keysAt } from "../config/schemaKeys.js";
import { ConfigError } from "../errors.js";
import type { Section } from "../skill/substitution.js";

/** One setting of an axis. */
export interface Level {
  /** As tables and names of folders have it. */
  readonly label: string;
  readonly change: Section;
  /** Where in the sweep file stands what the change has at a path of the experiment. */
  readonly pathInFile: (path: Path) => Path;
}

export interface Axis {
  /** As the file has it. */
  readonly name: string;
  readonly levels: readonly Level[];
}

export interface SweepFile {
  /** Path of the experiment, as written. */
  readonly experiment: string;
  /** Folder of all runs, as written. */
  readonly output: string;
  readonly axes: readonly Axis[];
  readonly document: ConfigDocument;
}

const text = z.string().min(1);
export const sweepSchema = z.strictObject({ experiment: text, output: text, vary: z.record(z.string(), z.unknown()) });

/** What the sweep decides for each run. */
const NOT_VARIED: Readonly<Record<string, string>> = {
  output: "each run has a folder of its own in the output of the sweep",
  title: "the title of a run names its settings",
};
const notVaried = (key: string): Pick<KeyFault, "found" | "remedy"> => ({
  found: `a key that the sweep sets itself: ${NOT_VARIED[key]}`,
  remedy: "leave it out",
});

/**
 * @param source YAML @param file name for messages
 * @throws ConfigError with every fault that the file shows without its experiment
 */
export function parseSweep(source: string, file: string): SweepFile {
  const document = readDocument(source, file);
  const { content } = document;
  const { success, data, error } = sweepSchema.safeParse(content);
  const faults = success
    ? faultsOfAxes(data.vary)
    : error.issues.flatMap((issue) => configFaults(sweepSchema, content, issue));
  if (faults.length > 0) throw new ConfigError(inOrder(faults.map((fault) => placed(fault, document))));
  const { experiment, output, vary } = sweepSchema.parse(content);
  return { experiment, output, axes: Object.entries(vary).map(([name, levels]) => axisOf(name, levels)), document };
}

function faultsOfAxes(vary: Readonly<Record<string, unknown>>): KeyFault[] {
  if (Object.keys(vary).length === 0) {
    return [{ path: ["vary"], found: "nothing", expected: "at least one key and its values" }];
  }
  return Object.entries(vary).flatMap(([name, levels]): KeyFault[] => {
    const path = ["vary", name];
    if (Array.isArray(levels)) return faultsOfValues(path, levels);
    if (isSection(levels)) return faultsOfSettings(path, levels);
    return [
      {
        path,
        found: inWords(levels),
        expected: "a list of values of this key, or a section of named settings and what each changes",
      },
    ];
  });
}

function faultsOfValues(path: readonly string[], values: readonly unknown[]): KeyFault[] {
  if (values.length === 0) return [{ path, found: "no value", expected: "a list of at least one" }];
  const known = new Set<string>();
  return values.flatMap((value, i): KeyFault[] => {
    const shown = JSON.stringify(value);
    if (known.has(shown))
      return [{ path: [...path, i], found: `${inWords(value)} once more`, expected: "each value once" }];
    known.add(shown);
    return [];
  });
}

function faultsOfSettings(path: readonly string[], settings: Section): KeyFault[] {
  if (Object.keys(settings).length === 0) return [{ path, found: "no setting", expected: "at least one, with a name" }];
  return Object.entries(settings).flatMap(([label, change]): KeyFault[] => {
    const own = [...path, label];
    if (change === null) return [];
    if (!isSection(change)) {
      return [{ path: own, found: inWords(change), expected: "a section of what it changes of the experiment" }];
    }
    return Object.keys(change)
      .filter((key) => key in NOT_VARIED)
      .map((key) => ({ path: [...own, key], ...notVaried(key) }));
  });
}

function axisOf(name: string, levels: unknown): Axis {
  if (Array.isArray(levels)) {
    const keys = name.split(".");
    return {
      name,
      levels: levels.map((value: unknown, i) => ({
        label: labelOf(value, i),
        change: keys.reduceRight((inner, key) => ({ [key]: inner }), value) as Section,
        pathInFile: (path) => ["vary", name, i, ...path.slice(keys.length)],
      })),
    };
  }
  return {
    name,
    levels: Object.entries(levels as Section).map(([label, change]) => ({
      label,
      change: (change ?? {}) as Section,
      pathInFile: (path) => ["vary", name, label, ...path],
    })),
  };
}

/** A value in short; a section has none and is called by its number. */
function labelOf(value: unknown, index: number): string {
  if (value === null) return "default";
  const parts = Array.isArray(value) ? (value as unknown[]) : [value];
  const plain = parts.every((part) => ["string", "number", "boolean"].includes(typeof part));
  return plain ? (parts as (string | number | boolean)[]).map(String).join("+") : String(index + 1);
}

/** Faults of axes that are to be keys of the experiment and are none. @param base what the experiment has */
export function faultsOfKeys({ axes, document }: SweepFile, base: unknown): PlacedFault[] {
  const faults = axes.flatMap(({ name, levels }): KeyFault[] => {
    if (!isList(document.content, name)) return [];
    const path = ["vary", name];
    if (name in NOT_VARIED) {
      return [{ path, ...notVaried(name) }];
    }
    const keys = name.split(".");
    // Of sections that a level itself would bring, such as those of another source, all forms count.
    const unknown = keys.findIndex((key, depth) => !keysAt(experimentSchema, base, keys.slice(0, depth)).includes(key));
    if (unknown < 0 || levels.length === 0) return [];
    const outer = keys.slice(0, unknown);
    if (keysAt(experimentSchema, base, outer).length === 0) {
      return [{ path, found: `keys within ${outer.join(".")}`, expected: "a key that an experiment has", remedy: SEE }];
    }
    return unknownKeys(experimentSchema, base, outer, [keys[unknown]]).map((fault) => ({ ...fault, path }));
  });
  return faults.map((fault) => placed(fault, document));
}

const SEE = "see docs/configuration.md";

function isList(content: unknown, name: string): boolean {
  return Array.isArray((content as { readonly vary: Section }).vary[name]);
}

function isSection(value: unknown): value is Section {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
