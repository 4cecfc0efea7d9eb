/** Opens the inputs of an experiment, and the forcing of its model, made ahead in another thread where there is one. */
import { type ForcingInputs, forcingOrder, type OpenForcing } from "./setup/forcing.js";
import { gatherInputs, type Inputs, type Planned } from "./setup/inputs.js";
import { forcingOf } from "./setup/model.js";
import { partsInWords } from "./setup/preparedInputs.js";
import type { Surroundings } from "./surroundings.js";
import { checkKernelMemory, plannedExtents } from "./kernelMemory.js";
import { createTimer, type Timer } from "./timer.js";

export interface OpenInputs {
  readonly inputs: Inputs;
  /** Runs from the moment of opening. */
  readonly timer: Timer;
  close(): Promise<void>;
}

/**
 * An experiment that is too large for the kernels is refused at once, or, where the weather brings grid or layers, when it
 * has brought them.
 * @throws ConfigError, InputError, CoverageError with every fault
 */
export async function openInputs(
  planned: Planned,
  {
    inputFolder,
    forcingAhead,
    now,
    progress,
    communicator,
  }: Pick<Surroundings, "inputFolder" | "forcingAhead" | "now" | "progress" | "communicator">,
): Promise<OpenInputs> {
  const timer = createTimer(now, "preparation");
  const extents = plannedExtents(planned.plan);
  const ranks = communicator?.size ?? 1;
  if (extents !== undefined) checkKernelMemory(planned, extents, ranks);
  const tell = (what: string): void => progress.note(`Set-up: ${what}`);
  const inputs = await gatherInputs(planned, inputFolder, undefined, tell, "use");
  if (inputs.prepared.length > 0) tell(`prepared, from the cache: ${partsInWords(inputs.prepared)}`);
  try {
    if (extents === undefined) checkKernelMemory(planned, { ...inputs.grid, levels: inputs.vertical.levels }, ranks);
  } catch (error) {
    inputs.close();
    throw error;
  }
  const ahead = openForcingOf(inputs, forcingAhead, "model");
  return {
    inputs: { ...inputs, forcing: (time) => timer.waiting("forcing", () => ahead.forcing(time)) },
    timer,
    async close() {
      await ahead.close();
      inputs.close();
    },
  };
}

/** @param whose in a twin whose model has weather in error; then `inputs` have the weather of the one that is named */
export function openForcingOf(
  inputs: ForcingInputs,
  forcingAhead: Surroundings["forcingAhead"],
  whose: "model" | "truth",
): OpenForcing {
  const order = forcingOrder(inputs, whose);
  return (order && forcingAhead?.(order)) ?? { forcing: forcingOf(inputs), close() {} };
}
