/** The sources of the section `observations`: its own, and those that it names in `also`. */
import type { Observation } from "../observations/observation.js";
import { type Registry, roleOf } from "../products/registry.js";
import type { Section } from "../products/section.js";
import type { ObservationSection } from "./plan.js";

interface ObservationSource {
  /** Of its section in the experiment file. */
  readonly path: readonly string[];
  readonly section: Section;
}

export function sourcesOf(observations: ObservationSection): ObservationSource[] {
  const { also = [] } = observations;
  return [
    { path: ["observations"], section: observations },
    ...also.map((section, i) => ({ path: ["observations", "also", String(i)], section })),
  ];
}

/** What all of them together can bring. */
export function kindsOf(observations: ObservationSection, registry: Registry): Observation["kind"][] {
  return sourcesOf(observations).flatMap(({ section }) =>
    roleOf(registry, "observations", section.source).kinds(section),
  );
}
