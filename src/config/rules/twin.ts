/** Which settings of a truth its form leaves without effect. */
import { rule, withoutEffect } from "./rule.js";

export const twinRules = [
  rule(["twin"], ({ twin }) =>
    twin?.family !== "patchy"
      ? []
      : ["uptakeError", "respirationError", "weatherDriven"].map((key) =>
          withoutEffect(["twin", key], 'the family "patchy" has errors of its own', "twin.size in its place"),
        ),
  ),
];
