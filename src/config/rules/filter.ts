/** What update, method, localization and ensemble of an analysis may be together. */
import { WAY_STEP } from "../../assimilation/observedAir.js";
import { kindsOf } from "../observationSources.js";
import { contradiction, rule, where, withoutEffect } from "./rule.js";

export const filterRules = [
  rule(["filter"], ({ filter: { method, order } }) =>
    where([
      method === "letkf" && order !== "given",
      contradiction(["filter", "order"], 'the LETKF takes all observations at once: only "ensrf" has an order'),
    ]),
  ),
  rule(["filter", "ensemble", "observations"], ({ filter: { method, update }, ensemble: { form }, observations }) => {
    const asked = (["correlated", "siteCorrelated"] as const).filter(
      (key) => (observations?.error[key] ?? "none") !== "none",
    );
    return asked.flatMap((key) => {
      const path = ["observations", "error", key];
      return where(
        [method !== "ensrf", contradiction(path, 'the LETKF has no perturbed analyses: use "ensrf"')],
        [form !== "persistent", contradiction(path, 'perturbed analyses need the ensemble form "persistent"')],
        [update !== "joint", contradiction(path, 'perturbed analyses need the update "joint"')],
      );
    });
  }),
  rule(["filter"], ({ filter: { update, inflation, estimate, localization } }) =>
    update === "joint"
      ? [
          withoutEffect(
            ["filter", "windowDays"],
            'the update "joint" has no windows',
            'it with the update "two-step" alone',
          ),
        ]
      : where(
          [
            inflation.additivePpm > 0,
            contradiction(
              ["filter", "inflation", "additivePpm"],
              'the update "two-step" leaves the mole fraction to its fluxes',
            ),
          ],
          [
            (estimate.boundaryOffset ?? "none") !== "none" || estimate.retrievalBias !== "none",
            contradiction(["filter", "estimate"], 'the update "two-step" estimates fluxes and nothing else'),
          ],
          [
            localization !== "none" && (localization.centre ?? "observation") !== "observation",
            contradiction(["filter", "localization"], 'the update "two-step" localizes around the observation alone'),
          ],
        ),
  ),
  rule(["filter", "ensemble"], ({ filter: { update }, ensemble: { form } }) =>
    where(
      [
        update === "two-step" && form !== "persistent",
        contradiction(
          ["filter", "update"],
          '"two-step" needs fluxes that do not follow from the mole fraction: form "persistent"',
        ),
      ],
      [
        update === "two-step" && form === "persistent",
        withoutEffect(
          ["ensemble", "lagDays"],
          'the update "two-step" corrects the days of its window',
          "filter.windowDays in its place",
        ),
      ],
    ),
  ),
  // As far back as the fluxes reach that are analysed, the way of the air has no place but the observation's own.
  rule(["filter", "ensemble"], ({ filter: { localization }, ensemble }) =>
    localization !== "none" &&
    localization.centre === "way" &&
    ensemble.form !== "persistent" &&
    ensemble.lagHours + 1 < WAY_STEP
      ? [
          withoutEffect(
            ["filter", "localization", "centre"],
            `the places of a way are ${WAY_STEP} hours apart, and an observation corrects the flux of its own hour and ` +
              `${ensemble.lagHours} before`,
            `"upwind", "observation", or ensemble.lagHours of ${WAY_STEP - 1} or more`,
          ),
        ]
      : [],
  ),
  rule(["filter", "observations"], ({ filter: { estimate }, observations }, registry) => {
    if (observations === undefined) return [];
    const kinds = kindsOf(observations, registry);
    return where([
      estimate.retrievalBias !== "none" && kinds.every((kind) => kind === "point"),
      withoutEffect(
        ["filter", "estimate", "retrievalBias"],
        "surface sites have no retrievals, and there are no other observations",
        "it with observations of columns",
      ),
    ]);
  }),
];
