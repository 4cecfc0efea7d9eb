/**
 * Takes the run folder and makes a run ready to be solved: recorders, what an earlier run has left, and its record, which
 * is written here for the first time.
 */
import { describeInputs } from "../io/inputFiles.js";
import { programIdentity } from "../io/programIdentity.js";
import { configurationHash, runIdentity, truthIdentity } from "../runs/configurationIdentity.js";
import { writeGridFile } from "../runs/gridFile.js";
import { prepareRunFolder, reopenRunFolder } from "../runs/prepareFolder.js";
import { type RunRecord, writeRunRecord } from "../runs/recordFile.js";
import { historyOf } from "../runs/runFolder.js";
import type { RunLock } from "../runs/runLock.js";
import { toPetagramsCarbonPerYear } from "../units.js";
import type { OpenInputs } from "./openInputs.js";
import { createBudgetStore } from "./recording/budgetStore.js";
import { createCheckpoints } from "./recording/checkpoints.js";
import { createObservationStore } from "./recording/observationStore.js";
import { createTruthStore } from "./recording/truthStore.js";
import type { RunRecorders } from "./recording/recorders.js";
import { keepWarning, warningsUntil } from "./recording/warnings.js";
import {
  checkExtendable,
  checkInputs,
  type Checkpoints,
  extensionsOf,
  findCheckpoints,
  isAtEnd,
  resumptionRecord,
  takeUp,
} from "./resumption.js";
import { describeExperiment } from "./setup/describe.js";
import type { Inputs } from "./setup/inputs.js";
import { screenedObservations } from "./setup/observations.js";
import { type SharedTruth, shareTruth } from "./sharedTruth.js";
import type { Surroundings } from "./surroundings.js";
import type { Timer } from "./timer.js";

export interface PreparedRun {
  readonly inputs: Inputs;
  readonly surroundings: Surroundings;
  readonly timer: Timer;
  readonly recorders: RunRecorders;
  /** What the run goes on from; none where it begins. */
  readonly checkpoints: Checkpoints;
  /** Of a twin whose truth is run on its own, and may be that of another run. */
  readonly sharedTruth: SharedTruth | undefined;
}

const NO_CHECKPOINTS: Checkpoints = { newest: undefined, truth: undefined };

/**
 * @param assertHeld throws where another process has taken the run folder; of no use in a folder that nobody else knows of
 * @returns `finished` where an earlier run was resumed that had come to its end
 * @throws OutputError where the folder holds anything else; InputError where what the run goes on from does not fit
 */
export async function prepare(
  { inputs, timer }: OpenInputs,
  surroundings: Surroundings,
  assertHeld: RunLock["assertHeld"] = () => {},
): Promise<PreparedRun | "finished"> {
  const { output, resume = false, replace, progress, now } = surroundings;
  const { recorded: configuration } = inputs.plan;
  const note = (text: string): void => progress.note(text);
  const earlier = resume ? reopenRunFolder(output, configuration) : undefined;
  if (!resume) prepareRunFolder(output, configuration, { replace, note });
  const at = now().toISOString();
  const extended = extensionsOf(earlier, configuration, at);
  const isExtended = extended.length > (earlier?.extended?.length ?? 0);
  const checkpoints = resume ? findCheckpoints(output, configuration, extended, progress) : NO_CHECKPOINTS;
  const { newest: checkpoint } = checkpoints;
  if (isExtended) checkExtendable(output, earlier, checkpoint);
  else if (earlier?.finished !== undefined) {
    if (isAtEnd(output, checkpoint, inputs.plan)) {
      progress.note(`This run is finished (${earlier.finished}): nothing is left to compute.`);
      return "finished";
    }
    progress.note(
      `  ! run.json says that this run is finished, its newest checkpoint that it is not: it goes on from there`,
    );
  }
  for (const line of describeExperiment(inputs)) progress.note(line);
  const files = await describeInputs(inputs.files);
  if (earlier !== undefined && checkpoint !== undefined) checkInputs(earlier, files, isExtended);

  const begun = checkpoint && earlier;
  const started = begun?.started ?? at;
  const own = begun?.identity ?? runIdentity(configuration, files);
  const recorders = recordersOf(inputs, timer, surroundings, assertHeld, {
    identity: configurationHash(configuration),
    history: historyOf(own, begun?.versions.program ?? surroundings.program),
  });
  await writeGridFile(recorders.folder, inputs.allRegions());
  if (resume) takeUp(checkpoints, recorders, surroundings);
  const warnings = warningsUntil(earlier, checkpoint);
  writeRunRecord(output, {
    ...firstRecord(inputs, surroundings),
    inputs: files,
    identity: own,
    started,
    ...(checkpoint && { resumed: [...(earlier?.resumed ?? []), resumptionRecord(checkpoint, at, surroundings)] }),
    ...(extended.length > 0 && { extended }),
    ...(warnings.length > 0 && { warnings }),
  });
  const { truths } = surroundings;
  const sharedTruth =
    truths !== undefined && recorders.truth !== undefined
      ? shareTruth(truths, truthIdentity(configuration, files, programIdentity()), recorders)
      : undefined;
  return { inputs, surroundings, timer, recorders, checkpoints, sharedTruth };
}

/** What the stages record into together; nothing is written yet. */
function recordersOf(
  inputs: Inputs,
  timer: Timer,
  { output, program, progress, recorders, saveables = [], innovations }: Surroundings,
  assertHeld: RunLock["assertHeld"],
  { identity, history }: { readonly identity: string; readonly history: string },
): RunRecorders {
  const { plan, grid, vertical, landFraction, remarks } = inputs;
  const folder = { path: output, grid, vertical, landFraction, title: plan.title, remarks, program, history };
  const observations = createObservationStore(folder, screenedObservations(inputs));
  const budgets = createBudgetStore(folder);
  const apart = inputs.kind === "twin" && inputs.truthRun.kind === "apart";
  const truth = apart ? createTruthStore(screenedObservations(inputs)) : undefined;
  return {
    folder,
    observations,
    budgets,
    truth,
    further: recorders ?? (() => []),
    saveables: [observations, budgets, timer, ...(truth ? [truth] : []), ...saveables],
    checkpoints: plan.outputs.checkpoint === "daily" ? createCheckpoints(folder, identity) : undefined,
    progress,
    assertHeld,
    warn: (warning) => keepWarning(output, warning, progress),
    innovations,
  };
}

/** What is known before anything is computed. */
function firstRecord(
  { plan: { title, experiment, recorded, seed }, remarks, fluxes, prepared }: Inputs,
  { program, node }: Surroundings,
): Omit<RunRecord, "inputs" | "identity" | "started"> {
  return {
    title,
    remarks: [...remarks],
    experiment,
    fluxTotals: Object.fromEntries(
      fluxes.sources.flatMap(({ component, total }) =>
        total === undefined
          ? []
          : [[component, { PgCPerYear: toPetagramsCarbonPerYear(total.rate), days: total.days, of: total.of }]],
      ),
    ),
    ...(prepared.length > 0 && { prepared: prepared.map(({ part, entry }) => ({ part, entry })) }),
    configuration: recorded,
    versions: { program, node },
    seed,
    timings: {},
    counts: {},
    budget: {},
  };
}
