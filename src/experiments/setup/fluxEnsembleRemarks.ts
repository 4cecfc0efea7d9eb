/** What every output must say of the flux ensemble of a plan. */
import { paperRemarks, type PaperSettings } from "../../assimilation/fluxEnsembles/paper.js";
import { persistentRemarks } from "../../assimilation/fluxEnsembles/persistent.js";
import type { EnsemblePlan } from "../../config/plan.js";

export function fluxEnsembleRemarks(ensemble: EnsemblePlan): readonly string[] {
  return ensemble.form === "persistent" ? persistentRemarks : paperRemarks(paperSettings(ensemble));
}

export function paperSettings({
  form,
  lagHours,
  beta,
  factorBound,
}: Exclude<EnsemblePlan, { form: "persistent" }>): PaperSettings {
  return { form, lagHours, beta, ...(factorBound !== "none" && { factorBound }) };
}
