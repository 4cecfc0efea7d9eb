/** What a run can write beside its results. */
import { kindsOf } from "../observationSources.js";
import { contradiction, rule, where } from "./rule.js";

const PATH = ["outputs", "soundings"];

export const outputRules = [
  rule(["outputs", "twin"], ({ outputs, twin }) =>
    where([
      outputs.soundings === "lite" && twin === undefined,
      contradiction(PATH, 'only a twin experiment makes soundings: add the section "twin", or take the key away'),
    ]),
  ),
  rule(["outputs", "twin", "observations"], ({ outputs, twin, observations }, registry) => {
    if (outputs.soundings !== "lite" || twin === undefined || observations === undefined) return [];
    const kinds = kindsOf(observations, registry);
    return where([
      kinds.every((kind) => kind === "point"),
      contradiction(PATH, "Lite files hold columns, and this twin observes none: surface sites have no soundings"),
    ]);
  }),
];
