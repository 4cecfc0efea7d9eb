/** Whose grid and layers a run may take. */
import type { Domain } from "../../products/product.js";
import { namesOf, playersOf, type Registry, roleOf, titleOf } from "../../products/registry.js";
import type { Section } from "../../products/section.js";
import { contradiction, type Contradiction, rule } from "./rule.js";

export const domainRules = [
  rule(["meteorology", "grid"], ({ meteorology, grid }, registry) =>
    domainFaults(meteorology, "grid", grid === "source", registry),
  ),
  rule(["meteorology", "vertical"], ({ meteorology, vertical }, registry) =>
    domainFaults(meteorology, "vertical", vertical === "source", registry),
  ),
  rule(["meteorology", "grid", "vertical"], ({ meteorology: { source }, grid, vertical }, registry) =>
    grid === "source" && vertical !== "source" && brings(roleOf(registry, "meteorology", source).domain, "grid")
      ? [
          contradiction(
            ["vertical"],
            `on its own grid ${titleOf(registry, source)} has its own layers too: write "vertical: source", or another grid`,
          ),
        ]
      : [],
  ),
];

/** @param taken whether the run takes that part of its domain from the weather */
function domainFaults(
  { source }: Section,
  key: "grid" | "vertical",
  taken: boolean,
  registry: Registry,
): Contradiction[] {
  const { domain } = roleOf(registry, "meteorology", source);
  if (!taken) return [];
  if (brings(domain, key)) return [];
  const others = namesOf(playersOf(registry, "meteorology").filter(({ role }) => brings(role.domain, key)));
  return [
    contradiction(
      [key],
      `"source" takes it from the meteorology, which source "${source}" cannot give: only source ${others} can give it`,
    ),
  ];
}

function brings(domain: Domain, key: "grid" | "vertical"): boolean {
  return domain.brings === "grid and layers" || (domain.brings === "layers" && key === "vertical");
}
