/** How the members' mole fraction may differ at the start and at the sides. */
import { rule, withoutEffect } from "./rule.js";

export const backgroundRules = [
  rule(["background"], ({ background: { noiseShare } }) =>
    noiseShare === undefined
      ? []
      : ["perturbationPpm", "boundaryOffsetPpm"].map((key) =>
          withoutEffect(
            ["background", key],
            "background.noiseShare makes the members of white noise instead",
            "one of the two",
          ),
        ),
  ),
];
