/**
 * Reads an experiment file: YAML, then each section by its own schema, then the rules between those that are well-formed,
 * so that a fault in one section hides none in another. All faults are reported at once, each with line and column.
 */
import { z } from "zod";
import { ConfigError } from "../errors.js";
import { type Registry, standardRegistry } from "../products/registry.js";
import { type ConfigDocument, type Places, readDocument } from "./document.js";
import { configFaults, type KeyFault, unknownKeys } from "./faultsInWords.js";
import type { Plan } from "./plan.js";
import { planOf } from "./planOf.js";
import { inOrder, type PlacedFault, placed } from "./placedFault.js";
import { NOTHING_RECOGNISED, withSources } from "./recogniseSources.js";
import { crossFaults } from "./rules/index.js";
import { type ExperimentConfig, type SectionName, sectionSchemas } from "./schema.js";

/** An experiment and the place of each of its keys in the file. */
export interface ParsedExperiment extends Places {
  /** As the file has it, defaults filled in. */
  readonly config: ExperimentConfig;
  /** What it comes to. */
  readonly plan: Plan;
  /** The products that it names. */
  readonly registry: Registry;
}

/** A file that is no experiment yet, and what of it could be one. */
export interface FaultyExperiment extends Places {
  /** Sections that are well-formed and not to be changed for another's sake, with their defaults. */
  readonly sound: Partial<ExperimentConfig>;
  readonly broken: ReadonlySet<SectionName>;
  readonly registry: Registry;
  /** What the file holds, as plain data. */
  readonly content: unknown;
  readonly faults: readonly PlacedFault[];
}

export type ExperimentDraft =
  | ({ readonly kind: "whole" } & ParsedExperiment)
  | ({ readonly kind: "faulty" } & FaultyExperiment);

/**
 * @param text YAML
 * @param file name for messages
 * @param registry the products that it may name
 * @throws ConfigError with every fault that the text itself shows
 * @example
 * import { parseExperiment } from "openjdas";
 *
 * const { config } = parseExperiment(
 *   `
 * title: "A week in July"
 * output: runs/week
 * period: { start: 2016-07-01, end: 2016-07-08 }
 * meteorology: { source: synthetic }
 * background: { source: synthetic }
 * observations: { source: lite, files: acos/*.nc4 }
 * `,
 *   "week.yaml",
 * );
 * config.timeStepMinutes; // => 30
 */
export function parseExperiment(text: string, file: string, registry = standardRegistry): ParsedExperiment {
  const draft = draftExperiment(text, file, registry);
  if (draft.kind === "faulty") throw new ConfigError(inOrder(draft.faults));
  const { kind: _, ...parsed } = draft;
  return parsed;
}

/**
 * @param text YAML
 * @param file name for messages
 * @param registry the products that it may name
 * @throws ConfigError where it is no YAML at all
 */
export function draftExperiment(text: string, file: string, registry = standardRegistry): ExperimentDraft {
  return draftOf(readDocument(text, file), registry);
}

/**
 * @param document what a file holds, or what is to be taken for that, and where its keys stand
 * @param recognition sources that the files of its sections told
 */
export function draftOf(
  { content: written, place, offset }: ConfigDocument,
  registry = standardRegistry,
  recognition = NOTHING_RECOGNISED,
): ExperimentDraft {
  const content = withSources(written, recognition);
  const schemas = sectionSchemas(registry);
  const { config, wellFormed, faults } = parseSections(schemas, content);
  const ofForm = [...withoutThose(faults, recognition.faults), ...recognition.faults];
  const { faults: ofRules, contradicted } = crossFaults(config, wellFormed, content, registry);
  if (ofForm.length + ofRules.length === 0) {
    const whole = config as ExperimentConfig;
    return { kind: "whole", config: whole, plan: planOf(whole, registry), registry, place, offset };
  }
  const broken = new Set(namesOf(schemas).filter((name) => !wellFormed.has(name) || contradicted.has(name)));
  const sound = Object.fromEntries(Object.entries(config).filter(([name]) => !broken.has(name as SectionName)));
  const all = [...ofForm, ...ofRules].map((fault) => placed(fault, { place, offset }));
  return { kind: "faulty", sound, broken, registry, content, faults: all, place, offset };
}

/** Faults but of keys of which others tell more. */
function withoutThose(faults: readonly KeyFault[], others: readonly KeyFault[]): KeyFault[] {
  const told = new Set(others.map(({ path }) => path.join(".")));
  return faults.filter(({ path }) => !told.has(path.join(".")));
}

interface Sections {
  /** The well-formed ones, with their defaults. */
  readonly config: Partial<ExperimentConfig>;
  readonly wellFormed: ReadonlySet<SectionName>;
  readonly faults: readonly KeyFault[];
}

type Schemas = ReturnType<typeof sectionSchemas>;

function namesOf(schemas: Schemas): SectionName[] {
  return Object.keys(schemas) as SectionName[];
}

function parseSections(schemas: Schemas, content: unknown): Sections {
  const whole = z.strictObject(schemas);
  const config: Record<string, unknown> = {};
  const wellFormed = new Set<SectionName>();
  const faults: KeyFault[] = [];
  if (!isSection(content)) {
    const { error } = whole.safeParse(content);
    return {
      config,
      wellFormed,
      faults: (error?.issues ?? []).flatMap((issue) => configFaults(whole, content, issue)),
    };
  }
  const unknown = Object.keys(content).filter((key) => !Object.hasOwn(schemas, key));
  faults.push(...unknownKeys(whole, content, [], unknown));
  for (const name of namesOf(schemas)) {
    const { success, data, error } = schemas[name].safeParse(content[name]);
    if (!success) {
      faults.push(...error.issues.flatMap((issue) => configFaults(whole, content, issue, [name])));
      continue;
    }
    wellFormed.add(name);
    if (data !== undefined) config[name] = data;
  }
  return { config, wellFormed, faults };
}

function isSection(content: unknown): content is Record<string, unknown> {
  return typeof content === "object" && content !== null && !Array.isArray(content);
}
