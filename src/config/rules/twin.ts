/** Which settings of a truth its form, or fluxes that are given to it, leave without effect. */
import { roleOf, titleOf } from "../../products/registry.js";
import { contradiction, type Finding, rule, where, withoutEffect } from "./rule.js";

/** Errors of the prior that make the truth of a component. */
const DRAWN = {
  biosphere: ["family", "size", "uptakeError", "respirationError", "weatherDriven"],
  fossil: ["fossilNational", "fossilProvincial"],
  ocean: ["ocean"],
} as const;

export const twinRules = [
  rule(["twin"], ({ twin }) =>
    twin?.family !== "patchy" || twin.fluxes?.biosphere !== undefined
      ? []
      : ["uptakeError", "respirationError", "weatherDriven"].map((key) =>
          withoutEffect(["twin", key], 'the family "patchy" has errors of its own', "twin.size in its place"),
        ),
  ),
  rule(["twin"], ({ twin }) =>
    twin?.fluxes?.biosphere === undefined ? [] : DRAWN.biosphere.map((key) => given(["twin", key], "biosphere")),
  ),
  rule(["twin"], ({ twin }) =>
    (["fossil", "ocean"] as const).flatMap((component) =>
      twin?.errors === undefined || twin.fluxes?.[component] === undefined
        ? []
        : DRAWN[component].map((key) => given(["twin", "errors", key], component)),
    ),
  ),
  rule(["twin", "meteorology", "grid"], ({ twin, meteorology: { source }, grid }, registry) => {
    const { refine = 1, vertical } = twin?.transport ?? {};
    const { domain } = roleOf(registry, "meteorology", source);
    if (domain.brings === "grid and layers" && grid === "source") {
      const because = `with "grid: source" ${titleOf(registry, source)} keeps its own grid and layers: the truth can have no others`;
      return where(
        [refine !== 1, contradiction(["twin", "transport", "refine"], because)],
        [vertical !== undefined && vertical !== "source", contradiction(["twin", "transport", "vertical"], because)],
      );
    }
    const missing = `"source" takes it from the meteorology, which source "${source}" cannot give`;
    return where([
      vertical === "source" && domain.brings === "nothing",
      contradiction(["twin", "transport", "vertical"], missing),
    ]);
  }),
];

function given(path: readonly string[], component: string): Finding {
  return withoutEffect(
    path,
    `the true ${component} flux is the one of twin.fluxes.${component}, not drawn`,
    `it without twin.fluxes.${component}`,
  );
}
