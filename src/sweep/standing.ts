/** What is there of a run of a sweep already. */
import type { Fault } from "../errors.js";
import { describeInputs } from "../io/inputFiles.js";
import { differences } from "../runs/configurationIdentity.js";
import { readEvaluationText } from "../runs/evaluationFiles.js";
import { hasComputed, isExtension } from "../runs/prepareFolder.js";
import { holdsRun, readRunRecord, type RunRecord } from "../runs/recordFile.js";

export type Standing =
  | { readonly kind: "new" }
  /** It was stopped, or its period has become longer: it goes on. */
  | { readonly kind: "begun" }
  /** Finished and evaluated, of this experiment and these inputs. */
  | { readonly kind: "whole" }
  /** Something else: it gives way when asked. */
  | { readonly kind: "other"; readonly fault: Fault };

/** @param recorded configuration of the run, as `run.json` would have it */
export async function standingOf(folder: string, recorded: unknown): Promise<Standing> {
  if (!holdsRun(folder)) return { kind: "new" };
  const record = readRunRecord(folder);
  const differing = differences(record.configuration, JSON.parse(JSON.stringify(recorded)));
  const difference = differing.find((one) => !isExtension(one));
  if (difference !== undefined) {
    if (!hasComputed(folder)) return { kind: "new" };
    const { key, earlier, present } = difference;
    return other(`${folder}: ${key}`, inWords(present), `${inWords(earlier)}, with which its run began`);
  }
  if (record.finished === undefined || differing.length > 0) return { kind: "begun" };
  const changed = await changedInput(record);
  if (changed !== undefined) return other(`${folder}: ${changed}`, "an input that has changed", "what the run read");
  // Stopped between its last hour and its tables.
  return readEvaluationText(folder) === undefined ? { kind: "begun" } : { kind: "whole" };
}

async function changedInput({ inputs }: RunRecord): Promise<string | undefined> {
  const present = await describeInputs(inputs.map(({ path }) => path));
  return inputs.find(({ sha256 }, i) => present[i].sha256 !== sha256)?.path;
}

function other(where: string, found: string, expected: string): Standing {
  return {
    kind: "other",
    fault: {
      where,
      found,
      expected,
      remedy: "give it back, replace such runs (--replace), or choose another output (-o)",
    },
  };
}

function inWords(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
