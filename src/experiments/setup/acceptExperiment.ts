/**
 * An experiment file on its way to a run: parsed, or refused with all that is wrong with it. Where the text has faults, its
 * inputs are looked at all the same, as far as what is right of it allows: at the least, every file that it names must be
 * there.
 */
import { draftOf, type ExperimentDraft, type FaultyExperiment, type ParsedExperiment } from "../../config/parse.js";
import { type FaultGatherer, gatherFaults } from "../../config/gatherFaults.js";
import { valueAt } from "../../config/schemaKeys.js";
import { planWithStandIns } from "../../config/standIns.js";
import { type ConfigDocument, readDocument } from "../../config/document.js";
import { type Recognised, recogniseSources } from "../../config/recogniseSources.js";
import { standardRegistry } from "../../products/registry.js";
import { expandInputFiles } from "../../io/inputFiles.js";
import { gatherInputs } from "./inputs.js";

export interface AcceptedExperiment extends ParsedExperiment {
  /** Sources that the text left to the files. */
  readonly recognised: readonly Recognised[];
}

/**
 * @param text YAML
 * @param file name for messages
 * @param folder that paths in the configuration are relative to
 * @throws ConfigError with every fault of text and inputs
 */
export async function acceptExperiment(text: string, file: string, folder: string): Promise<AcceptedExperiment> {
  return acceptDocument(readDocument(text, file), folder);
}

/** As `acceptExperiment`, of what has been read. */
export async function acceptDocument(document: ConfigDocument, folder: string): Promise<AcceptedExperiment> {
  const draft = await draftDocument(document, folder);
  return draft.kind === "whole" ? draft : refuse(draft, folder);
}

/** Of a faulty one the faults of the text alone. */
export async function draftDocument(
  document: ConfigDocument,
  folder: string,
): Promise<({ readonly kind: "whole" } & AcceptedExperiment) | Extract<ExperimentDraft, { kind: "faulty" }>> {
  const recognition = await recogniseSources(document.content, folder, standardRegistry);
  const draft = draftOf(document, standardRegistry, recognition);
  return draft.kind === "whole" ? { ...draft, recognised: recognition.sources } : draft;
}

/** What was recognised, in lines for people. */
export function recognisedInWords({ recognised }: AcceptedExperiment): string[] {
  return recognised.map(
    ({ path, source, title }) => `${path.join(".")}: ${title}, as its files show ("source: ${source}")`,
  );
}

async function refuse(draft: FaultyExperiment, folder: string): Promise<never> {
  const { content, broken, registry, place, offset } = draft;
  const faults = gatherFaults(draft, draft.faults);
  const plan = planWithStandIns(draft);
  const keys = new Set(registry.products.flatMap(({ roles }) => Object.values(roles).flatMap(({ files }) => files)));
  const faulty = new Set(draft.faults.map((fault) => fault.offset));
  // What is said to be no key there is to be taken away, so nothing is looked for.
  const namesFiles = (path: readonly string[], key: string): boolean =>
    keys.has(key) && !faulty.has(offset([...path, key]));
  const unopened = ["meteorology", "fluxes", "twin", "background", "observations"] as const;
  for (const section of unopened) {
    const opened = section === "twin" ? plan?.kind === "twin" : plan !== undefined && !broken.has(section);
    if (opened) continue;
    await findNamed([section], valueAt(content, [section]), namesFiles, folder, faults);
  }
  if (plan !== undefined) await gatherInputs({ plan, registry, place, offset }, folder, faults);
  return faults.fail();
}

/**
 * Looks for the files that a section names, however the rest of it may be.
 * @param namesFiles whether a key of the section at a path names files
 */
async function findNamed(
  path: readonly string[],
  value: unknown,
  namesFiles: (path: readonly string[], key: string) => boolean,
  folder: string,
  faults: FaultGatherer,
): Promise<void> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const named = namesFiles(path, key) ? [inner].flat().filter((name) => typeof name === "string" && name !== "") : [];
    if (named.length > 0) await faults.try([...path, key], () => expandInputFiles(named as string[], folder));
    await findNamed([...path, key], inner, namesFiles, folder, faults);
  }
}
