/** What the runs need of observations, and which observations, truth and background go together. */
import { contradiction, rule, where } from "./rule.js";

export const observationRules = [
  rule(["runs"], ({ runs }) =>
    where([
      runs.includes("posterior") && !runs.includes("analysis"),
      contradiction(["runs"], '"posterior" needs the fluxes of "analysis": add it'),
    ]),
  ),
  rule(["runs", "twin"], ({ runs, twin }) =>
    where([
      twin !== undefined && !runs.includes("analysis"),
      contradiction(["runs"], 'a twin experiment needs "analysis"'),
    ]),
  ),
  rule(["runs", "twin", "observations"], ({ runs, twin, observations }) =>
    where([
      (runs.includes("analysis") || twin !== undefined) && observations === undefined,
      contradiction([], 'an analysis needs the section "observations"'),
    ]),
  ),
  rule(["observations"], ({ observations }) =>
    where(
      [
        observations?.source === "lite" && observations.network !== undefined,
        contradiction(["observations", "network"], 'networks are synthetic: source "lite" reads files'),
      ],
      [
        observations?.source === "lite" && observations.files === undefined,
        contradiction(["observations"], 'source "lite" needs "files"'),
      ],
      [
        observations?.source === "synthetic" && observations.files !== undefined,
        contradiction(["observations", "files"], 'source "synthetic" reads no files'),
      ],
    ),
  ),
  rule(["observations", "twin"], ({ observations, twin }) =>
    where(
      [
        observations?.source === "lite" && twin !== undefined,
        contradiction(["twin"], 'a twin experiment makes its own retrievals: use source "synthetic"'),
      ],
      [
        observations?.source === "synthetic" && twin === undefined,
        contradiction(["observations", "source"], 'synthetic retrievals need a truth: add the section "twin"'),
      ],
    ),
  ),
  rule(["background", "observations"], ({ background: { source }, observations }) =>
    where(
      [
        source === "retrieval-priors" && observations === undefined,
        contradiction(
          ["background", "source"],
          'the priors of retrievals come with the section "observations": add it',
        ),
      ],
      [
        source === "retrieval-priors" && observations?.source === "synthetic",
        contradiction(
          ["background", "source"],
          'synthetic retrievals have no priors of their own to start from: use "synthetic"',
        ),
      ],
    ),
  ),
  rule(["twin", "fluxes"], ({ twin, fluxes }) =>
    twin === undefined || fluxes.biosphere !== "none"
      ? []
      : [
          {
            kind: "contradiction",
            path: ["fluxes", "biosphere"],
            found: "no biosphere flux",
            expected: "a biosphere whose errors make the truth of the twin",
            remedy: "choose a source",
          },
        ],
  ),
];
