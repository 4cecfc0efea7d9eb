/** What the runs need of observations, and which observations, truth and background go together. */
import { namesOf, playersOf, roleOf } from "../../products/registry.js";
import { kindsOf, sourcesOf } from "../observationSources.js";
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
  rule(["observations", "twin"], ({ observations, twin }, registry) => {
    if (observations === undefined) return [];
    const made = playersOf(registry, "observations").filter(({ role }) => role.values === "from the truth");
    return sourcesOf(observations).flatMap(({ path, section: { source } }) => {
      const { values } = roleOf(registry, "observations", source);
      return where(
        [
          values === "measured" && twin !== undefined,
          contradiction(["twin"], `a twin experiment makes its own observations: use source ${namesOf(made)}`),
        ],
        [
          values === "from the truth" && twin === undefined,
          contradiction([...path, "source"], `${source} observations need a truth: add the section "twin"`),
        ],
      );
    });
  }),
  rule(["observations"], ({ observations }, registry) => {
    if (observations?.also === undefined) return [];
    return sourcesOf(observations).flatMap(({ path, section: { source } }, i, all) => {
      const isMade = roleOf(registry, "observations", source).values === "from the truth";
      return where([
        isMade && all.findIndex(({ section }) => section.source === source) < i,
        contradiction([...path, "source"], `${source} observations come once: name all networks in one section`),
      ]);
    });
  }),
  rule(["background", "observations"], ({ background: { source }, observations }, registry) => {
    if (!roleOf(registry, "background", source).needsRetrievals) return [];
    const path = ["background", "source"];
    if (observations === undefined) {
      return [contradiction(path, 'the priors of retrievals come with the section "observations": add it')];
    }
    const others = playersOf(registry, "background").filter(({ role }) => !role.needsRetrievals);
    const sources = sourcesOf(observations);
    const isMade = sources.some(
      ({ section }) => roleOf(registry, "observations", section.source).values === "from the truth",
    );
    return where(
      [
        isMade,
        contradiction(
          path,
          `${observations.source} retrievals have no priors of their own to start from: use ${namesOf(others)}`,
        ),
      ],
      [
        !isMade && !kindsOf(observations, registry).includes("column"),
        contradiction(path, `surface sites have no retrievals whose priors to start from: use ${namesOf(others)}`),
      ],
    );
  }),
  rule(["twin", "fluxes"], ({ twin, fluxes }) =>
    twin === undefined || twin.fluxes?.biosphere !== undefined || fluxes.biosphere !== "none"
      ? []
      : [
          {
            kind: "contradiction",
            path: ["fluxes", "biosphere"],
            found: "no biosphere flux",
            expected: "a biosphere whose errors make the truth of the twin",
            remedy: "choose a source, or give the true one (twin.fluxes.biosphere)",
          },
        ],
  ),
];
