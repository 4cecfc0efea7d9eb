/** What every output must say of a run. */
import type { Plan } from "../../config/plan.js";
import { fluxEnsembleRemarks } from "./fluxEnsembleRemarks.js";
import { modelErrorRemarks } from "./modelErrors.js";

interface Spoken {
  readonly remarks: readonly string[];
}

/** What the plan and the inputs made of it give cause to say. @param inputs of those in lists one or none */
export function remarksOf(
  plan: Plan,
  inputs: Readonly<Record<"weather" | "fluxes" | "background", Spoken>> &
    Readonly<Record<"truth" | "observations", readonly Spoken[]>>,
): string[] {
  const { weather, fluxes, truth, background, observations } = inputs;
  const { kind, urbanFraction, deepConvection } = plan;
  return sentences([
    ...(kind === "twin" ? ["TWIN EXPERIMENT: the observations are made from a known truth, none is measured."] : []),
    ...modelErrorRemarks(plan),
    ...plan.remarks,
    ...weather.remarks,
    // Of transport that the weather does not give.
    ...(urbanFraction === "cities"
      ? ["urban fraction estimated from the inhabitants of cities (GeoNames, CC BY 4.0)"]
      : []),
    ...(deepConvection === "bulk"
      ? ["deep convection by a bulk scheme where the weather has no updraft mass flux"]
      : []),
    ...fluxes.remarks,
    ...truth.flatMap(({ remarks }) => remarks),
    ...(plan.kind === "forward" ? [] : fluxEnsembleRemarks(plan.ensemble)),
    ...background.remarks,
    ...observations.flatMap(({ remarks }) => remarks),
  ]);
}

/** Each remark once, as a sentence. */
export function sentences(remarks: readonly string[]): string[] {
  const sentence = (remark: string): string =>
    `${remark[0].toUpperCase()}${remark.slice(1)}${/[.?!]$/.test(remark) ? "" : "."}`;
  return [...new Set(remarks.map(sentence))];
}
