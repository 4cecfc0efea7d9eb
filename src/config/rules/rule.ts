/**
 * What the sections of an experiment file may be together. A rule names the sections it looks at, runs where all of them are
 * well-formed, and finds contradictions, which no experiment can have, and settings that the others leave without effect.
 * Who writes one of these into a file expects it to act, so there it is a fault; at its default it is only left out of what
 * a run records of itself.
 */
import type { Registry } from "../../products/registry.js";
import type { ExperimentConfig, SectionName } from "../schema.js";

export interface Contradiction {
  readonly kind: "contradiction";
  /** Key that is to be changed; empty where one is missing. */
  readonly path: readonly string[];
  readonly found: string;
  readonly expected?: string;
  readonly remedy?: string;
}

export interface WithoutEffect {
  readonly kind: "without-effect";
  readonly path: readonly string[];
  readonly because: string;
  /** Where it has one, or what stands in its place. */
  readonly expected: string;
}

export type Finding = Contradiction | WithoutEffect;

export interface Rule {
  readonly needs: readonly SectionName[];
  /** @param config whose sections of that name are well-formed @param registry the products that they name */
  readonly find: (config: ExperimentConfig, registry: Registry) => readonly Finding[];
}

/** A rule that sees no section but those it names. */
export function rule<const Name extends SectionName>(
  needs: readonly Name[],
  find: (config: Pick<ExperimentConfig, Name>, registry: Registry) => readonly Finding[],
): Rule {
  return { needs, find };
}

/** The findings of which the condition holds. */
export function where(...findings: readonly (readonly [holds: boolean, finding: Finding])[]): Finding[] {
  return findings.filter(([holds]) => holds).map(([, finding]) => finding);
}

export function contradiction(path: readonly string[], found: string): Contradiction {
  return { kind: "contradiction", path, found };
}

export function withoutEffect(path: readonly string[], because: string, expected: string): WithoutEffect {
  return { kind: "without-effect", path, because, expected };
}
