/** All cross rules of an experiment file, and what they find. */
import type { Registry } from "../../products/registry.js";
import { inWords, type KeyFault } from "../faultsInWords.js";
import type { ExperimentConfig, SectionName } from "../schema.js";
import { valueAt } from "../schemaKeys.js";
import { backgroundRules } from "./background.js";
import { domainRules } from "./domain.js";
import { filterRules } from "./filter.js";
import { observationRules } from "./observations.js";
import { outputRules } from "./outputs.js";
import { periodRules } from "./period.js";
import type { Finding, Rule } from "./rule.js";
import { twinRules } from "./twin.js";

const rules: readonly Rule[] = [
  ...periodRules,
  ...domainRules,
  ...observationRules,
  ...backgroundRules,
  ...filterRules,
  ...twinRules,
  ...outputRules,
];

export interface CrossFaults {
  readonly faults: readonly KeyFault[];
  /** Sections that have to be changed for another's sake. */
  readonly contradicted: ReadonlySet<unknown>;
}

/**
 * @param config with the well-formed sections
 * @param wellFormed which they are; rules that need others are left out
 * @param file what the file holds, as plain data
 * @param registry the products that its sections name
 */
export function crossFaults(
  config: Partial<ExperimentConfig>,
  wellFormed: ReadonlySet<SectionName>,
  file: unknown,
  registry: Registry,
): CrossFaults {
  const findings = rules
    .filter(({ needs }) => needs.every((name) => wellFormed.has(name)))
    .flatMap(({ find }) => find(config as ExperimentConfig, registry));
  return {
    faults: findings.flatMap((finding) => faultOf(finding, file)),
    contradicted: new Set(findings.filter(({ kind }) => kind === "contradiction").map(({ path }) => path[0])),
  };
}

/** Paths of the settings of a whole experiment that the others leave without effect. */
export function pathsWithoutEffect(config: ExperimentConfig, registry: Registry): (readonly string[])[] {
  return rules
    .flatMap(({ find }) => find(config, registry))
    .filter(({ kind }) => kind === "without-effect")
    .map(({ path }) => path);
}

/** @returns nothing where a setting without effect stands at its default */
function faultOf(finding: Finding, file: unknown): KeyFault[] {
  switch (finding.kind) {
    case "contradiction": {
      const { kind: _, ...fault } = finding;
      return [fault];
    }
    case "without-effect": {
      const value = valueAt(file, finding.path);
      if (value === undefined) return [];
      const { path, because, expected } = finding;
      const found = `${inWords(value)}, which has no effect: ${because}`;
      return [{ path, found, expected, remedy: "take the key away" }];
    }
  }
}
