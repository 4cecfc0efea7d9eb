/** A small twin whose analysis estimates boundary offsets and retrieval biases, from its start or from a checkpoint. */
import { join } from "node:path";
import { resumeAll } from "../../src/assimilation/saveable.js";
import { createCheckpoints } from "../../src/experiments/recording/checkpoints.js";
import type { TwinInputs } from "../../src/experiments/setup/inputs.js";
import { type Checkpoint, newestCheckpoint } from "../../src/runs/checkpointFile.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { gatherSmall, gridOf, type SmallAnalysis, sixLayers } from "./smallAnalysis.js";

export const DAY = 86400;
/** Length of the period. */
export const DAYS = 3;
export const MEMBERS = 8;

/** Errors of the truth that the estimates are of. */
export const ERRORS =
  "{ windPhaseHours: 0, windStrength: 0, windField: 0, boundaryLayer: 0, boundaryPpm: 0.8, retrievalBiasPpm: 0.6, covariateBiasPpm: 0, sharedNoisePpm: 0, fossilNational: 0, fossilProvincial: 0, ocean: 0, outlierShare: 0 }";

/** @param estimate of the filter, in YAML @param twin in YAML */
export const gatherTwin = (estimate: string, twin = `{ errors: ${ERRORS} }`): Promise<TwinInputs> =>
  gatherSmall(`period: { start: 2016-07-01, end: 2016-07-04 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic, network: [gosat, towers], correlatedSites: none, correlatedNeighbours: none }
ensemble: { members: ${MEMBERS}, lagDays: 1 }
filter: { estimate: ${estimate} }
twin: ${twin}`);

/** Writes the state of one run at a time to a checkpoint and lets another, of the same configuration, go on from it. */
export async function handOver(from: SmallAnalysis, time: number, to: SmallAnalysis): Promise<void> {
  const { folder, saveables } = from.recorders;
  const checkpoints = createCheckpoints(folder, "configuration");
  await checkpoints.write("analysis", time, [...from.run.saveables, ...saveables]);
  await checkpoints.settle();
  const checkpoint = newestCheckpoint(folder.path, { unfit: () => undefined }, () => {}) as Checkpoint;
  resumeAll(to.recorders.saveables, checkpoint.parts);
  to.run.resume(checkpoint.time, checkpoint.parts);
}

/** Variables of a file of a run, by name; those that it does not have are absent. */
export async function readVariables(
  { recorders }: SmallAnalysis,
  name: string,
  variables: readonly string[],
): Promise<Record<string, Float64Array>> {
  const file = await openNetcdf(join(recorders.folder.path, name));
  const values = Object.fromEntries(
    variables.filter((own) => file.has(own)).map((own) => [own, file.variable(own).read()]),
  );
  file.close();
  return values;
}
