/** What every output must say of a run. */
import type { ExperimentConfig } from "../../config/schema.js";
import { fluxEnsembleRemarks } from "./fluxEnsembleRemarks.js";
import { modelErrorRemarks } from "./modelErrors.js";

interface Spoken {
  readonly remarks: readonly string[];
}

/** What the configuration and the inputs made of it give cause to say. */
export function remarksOf(
  config: ExperimentConfig,
  inputs: Readonly<Record<"weather" | "fluxes" | "background", Spoken>> &
    Readonly<Record<"truth" | "observations", Spoken | undefined>>,
): string[] {
  const { weather, fluxes, truth, background, observations } = inputs;
  const { twin, urbanFraction, deepConvection } = config;
  return sentences([
    ...(twin === undefined ? [] : ["TWIN EXPERIMENT: the observations are made from a known truth, none is measured."]),
    ...modelErrorRemarks(config),
    ...config.remarks,
    ...weather.remarks,
    // Of transport that the weather does not give.
    ...(urbanFraction === "cities"
      ? ["urban fraction estimated from the inhabitants of cities (GeoNames, CC BY 4.0)"]
      : []),
    ...(deepConvection === "bulk"
      ? ["deep convection by a bulk scheme where the weather has no updraft mass flux"]
      : []),
    ...fluxes.remarks,
    ...(truth?.remarks ?? []),
    ...(config.runs.includes("analysis") ? fluxEnsembleRemarks(config.ensemble) : []),
    ...background.remarks,
    ...(observations?.remarks ?? []),
  ]);
}

/** Each remark once, as a sentence. */
export function sentences(remarks: readonly string[]): string[] {
  return [...new Set(remarks.map((remark) => `${remark[0].toUpperCase()}${remark.slice(1).replace(/\.$/, "")}.`))];
}
