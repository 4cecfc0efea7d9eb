/**
 * Reads an experiment file: YAML, then each section by its own schema, then the rules between those that are well-formed,
 * so that a fault in one section hides none in another. All faults are reported at once, each with line and column.
 */
import { ConfigError } from "../errors.js";
import { type Places, readDocument } from "./document.js";
import { configFaults, type KeyFault, unknownKeys } from "./faultsInWords.js";
import { inOrder, type PlacedFault, placed } from "./placedFault.js";
import { crossFaults } from "./rules/index.js";
import { type ExperimentConfig, experimentSchema, type SectionName, sectionSchemas } from "./schema.js";

/** An experiment and the place of each of its keys in the file. */
export interface ParsedExperiment extends Places {
  readonly config: ExperimentConfig;
}

/** A file that is no experiment yet, and what of it could be one. */
export interface FaultyExperiment extends Places {
  /** Sections that are well-formed and not to be changed for another's sake, with their defaults. */
  readonly sound: Partial<ExperimentConfig>;
  readonly broken: ReadonlySet<SectionName>;
  /** What the file holds, as plain data. */
  readonly content: unknown;
  readonly faults: readonly PlacedFault[];
}

const names = Object.keys(sectionSchemas) as SectionName[];

export type ExperimentDraft =
  | ({ readonly kind: "whole" } & ParsedExperiment)
  | ({ readonly kind: "faulty" } & FaultyExperiment);

/**
 * @param text YAML
 * @param file name for messages
 * @throws ConfigError with every fault that the text itself shows
 */
export function parseExperiment(text: string, file: string): ParsedExperiment {
  const draft = draftExperiment(text, file);
  if (draft.kind === "faulty") throw new ConfigError(inOrder(draft.faults));
  const { config, place, offset } = draft;
  return { config, place, offset };
}

/**
 * @param text YAML
 * @param file name for messages
 * @throws ConfigError where it is no YAML at all
 */
export function draftExperiment(text: string, file: string): ExperimentDraft {
  const { content, place, offset } = readDocument(text, file);
  const { config, wellFormed, faults: ofForm } = parseSections(content);
  const { faults: ofRules, contradicted } = crossFaults(config, wellFormed, content);
  if (ofForm.length + ofRules.length === 0) {
    return { kind: "whole", config: config as ExperimentConfig, place, offset };
  }
  const broken = new Set(names.filter((name) => !wellFormed.has(name) || contradicted.has(name)));
  const sound = Object.fromEntries(Object.entries(config).filter(([name]) => !broken.has(name as SectionName)));
  const faults = [...ofForm, ...ofRules].map((fault) => placed(fault, { place, offset }));
  return { kind: "faulty", sound, broken, content, faults, place, offset };
}

interface Sections {
  /** The well-formed ones, with their defaults. */
  readonly config: Partial<ExperimentConfig>;
  readonly wellFormed: ReadonlySet<SectionName>;
  readonly faults: readonly KeyFault[];
}

function parseSections(content: unknown): Sections {
  const config: Record<string, unknown> = {};
  const wellFormed = new Set<SectionName>();
  const faults: KeyFault[] = [];
  if (!isSection(content)) {
    const { error } = experimentSchema.safeParse(content);
    return {
      config,
      wellFormed,
      faults: (error?.issues ?? []).flatMap((issue) => configFaults(experimentSchema, content, issue)),
    };
  }
  const unknown = Object.keys(content).filter((key) => !Object.hasOwn(sectionSchemas, key));
  faults.push(...unknownKeys(experimentSchema, content, [], unknown));
  for (const name of names) {
    const { success, data, error } = sectionSchemas[name].safeParse(content[name]);
    if (!success) {
      faults.push(...error.issues.flatMap((issue) => configFaults(experimentSchema, content, issue, [name])));
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
