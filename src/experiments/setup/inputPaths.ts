/** The files that an experiment file names, found before any is opened, so that all missing ones are told at once. */
import type { FluxComponent } from "../../fluxes/fluxSource.js";
import type { FluxChoice } from "../../fluxes/sources/index.js";
import { expandInputFiles } from "../../io/inputFiles.js";
import type { ExperimentConfig } from "../../config/schema.js";
import type { FaultGatherer } from "../../config/gatherFaults.js";

export interface InputPaths {
  /** Undefined where the weather needs no file, or a file is missing. */
  readonly weather: readonly string[] | undefined;
  readonly observations: readonly string[] | undefined;
  /** Undefined where the background needs no file, or a file is missing. */
  readonly background: readonly string[] | undefined;
  /** "none" where a file is missing. */
  readonly fluxes: Readonly<Record<FluxComponent, FluxChoice>>;
}

/** @param folder that paths in the configuration are relative to */
export async function findInputs(config: ExperimentConfig, folder: string, faults: FaultGatherer): Promise<InputPaths> {
  const { meteorology, observations, fluxes, background } = config;
  const find = async (key: readonly string[], files: readonly string[] | undefined): Promise<string[] | undefined> =>
    files === undefined ? undefined : faults.try(key, () => expandInputFiles(files, folder));
  const flux = async (component: FluxComponent): Promise<FluxChoice> => {
    const choice = fluxes[component];
    if (typeof choice === "string") return choice;
    const files = await find(["fluxes", component, "files"], choice.files);
    return files === undefined ? "none" : { ...choice, files };
  };
  return {
    weather: await find(weatherKey(config), meteorology.source === "synthetic" ? undefined : meteorology.files),
    observations: await find(["observations", "files"], observations?.files),
    background: await find(backgroundKey(config), background.source === "netcdf" ? background.files : undefined),
    fluxes: {
      biosphere: await flux("biosphere"),
      ocean: await flux("ocean"),
      fossil: await flux("fossil"),
      fire: await flux("fire"),
    },
  };
}

/** The key that asks for the weather. */
export function weatherKey({ meteorology }: ExperimentConfig): readonly string[] {
  return meteorology.source === "synthetic" ? ["meteorology"] : ["meteorology", "files"];
}

/** The key that asks for the background. */
export function backgroundKey({ background }: ExperimentConfig): readonly string[] {
  return background.source === "netcdf" ? ["background", "files"] : ["background"];
}
