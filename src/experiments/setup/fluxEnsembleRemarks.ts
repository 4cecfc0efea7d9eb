/** What every output must say of the flux ensemble that the configuration names. */
import { paperRemarks } from "../../assimilation/fluxEnsembles/paper.js";
import { persistentRemarks } from "../../assimilation/fluxEnsembles/persistent.js";
import type { ExperimentConfig } from "../../config/schema.js";

export function fluxEnsembleRemarks(ensemble: ExperimentConfig["ensemble"]): readonly string[] {
  return ensemble.form === "persistent" ? persistentRemarks : paperRemarks(ensemble);
}
