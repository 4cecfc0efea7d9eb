/** Which settings of an ensemble its others leave without effect. */
import { rule, withoutEffect } from "./rule.js";

export const ensembleRules = [
  rule(["ensemble"], ({ ensemble }) =>
    ensemble.form !== "persistent" || ensemble.scales === undefined
      ? []
      : ["correlationKm", "memoryDays"].map((key) =>
          withoutEffect(["ensemble", key], "each of ensemble.scales has its own", `${key} of each scale`),
        ),
  ),
];
