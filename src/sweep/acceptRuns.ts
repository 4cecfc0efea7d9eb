/**
 * Every run of a sweep on its way: parsed, all of them before any is begun, or refused with all faults of their texts. Inputs are
 * opened by the trials.
 */
import { type ConfigDocument, readDocument } from "../config/document.js";
import { inOrder, type PlacedFault } from "../config/placedFault.js";
import { ConfigError, describeFault } from "../errors.js";
import { type AcceptedExperiment, acceptDocument, draftDocument } from "../experiments/setup/acceptExperiment.js";
import { configurationHash } from "../runs/configurationIdentity.js";
import { type SweepRun, runsOf } from "./runs.js";
import { faultsOfKeys, type SweepFile } from "./sweepFile.js";

export interface AcceptedRun extends SweepRun {
  readonly accepted: AcceptedExperiment;
}

/** The experiment that a sweep varies. */
export interface BaseExperiment {
  /** YAML */
  readonly text: string;
  /** For messages. */
  readonly name: string;
  /** That paths of its inputs are relative to. */
  readonly inputFolder: string;
}

/** @throws ConfigError with every fault of every run, each told once */
export async function acceptRuns(sweep: SweepFile, base: BaseExperiment): Promise<AcceptedRun[]> {
  const document = readDocument(base.text, base.name);
  // What is no section cannot be varied, and is refused as an experiment is.
  if (!isSection(document)) await acceptDocument(document, base.inputFolder);
  const ofKeys = faultsOfKeys(sweep, document.content);
  if (ofKeys.length > 0) throw new ConfigError(inOrder(ofKeys));
  const runs = runsOf(sweep, document);
  const faults = new Map<string, { readonly told: PlacedFault; readonly runs: string[] }>();
  const accepted: AcceptedRun[] = [];
  for (const run of runs) {
    const draft = await draftDocument(run.document, base.inputFolder);
    if (draft.kind === "whole") {
      accepted.push({ ...run, accepted: draft });
      continue;
    }
    for (const told of draft.faults) {
      const known = faults.get(describeFault(told.fault)) ?? { told, runs: [] };
      known.runs.push(run.id);
      faults.set(describeFault(told.fault), known);
    }
  }
  if (faults.size > 0) {
    const all = [...faults.values()].map(({ told, runs: faulty }) => ofRuns(told, faulty, runs.length));
    throw new ConfigError(inOrder(all));
  }
  const twins = twinFaults(sweep, accepted);
  if (twins.length > 0) throw new ConfigError(inOrder(twins));
  return accepted;
}

function isSection({ content }: ConfigDocument): boolean {
  return typeof content === "object" && content !== null && !Array.isArray(content);
}

/** A fault of some of the runs says of which. */
function ofRuns({ fault, offset }: PlacedFault, faulty: readonly string[], all: number): PlacedFault {
  if (faulty.length === all) return { fault, offset };
  const [first, ...others] = faulty;
  const which = others.length === 0 ? `run ${first}` : `run ${first} and ${others.length} more`;
  return { fault: { ...fault, where: `${fault.where} (${which})` }, offset };
}

/** Runs that are one experiment under several names: what tells them apart changes nothing. */
function twinFaults({ document }: SweepFile, runs: readonly AcceptedRun[]): PlacedFault[] {
  const known = new Map<string, string>();
  return runs.flatMap(({ id, accepted }) => {
    const { title: _, ...recorded } = accepted.plan.recorded;
    const hash = configurationHash(recorded);
    const earlier = known.get(hash);
    known.set(hash, earlier ?? id);
    if (earlier === undefined) return [];
    const fault = {
      where: `${document.place(["vary"])}: vary`,
      found: `${id} is the same experiment as ${earlier}`,
      expected: "runs that differ in a key that changes results",
    };
    return [{ fault, offset: document.offset(["vary"]) }];
  });
}
