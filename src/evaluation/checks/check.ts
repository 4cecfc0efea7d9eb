/**
 * A check of a run: what was looked at, whether it is as it should be, what that means and what to try. Limits are wide: a
 * warning says look here, not that the run is wrong.
 */

/** One number of a check. */
export interface CheckNumber {
  /** "whole", a month, a region, a side of the domain. */
  readonly of: string;
  readonly value: number;
  /** Observations, or days, or regions that it is of. */
  readonly count: number;
}

export interface Check {
  /** For programs. */
  readonly id: string;
  readonly title: string;
  /** "untested" where the run has too little of what is needed. */
  readonly state: "pass" | "warn" | "untested";
  /** What was found, in a sentence with its numbers. */
  readonly found: string;
  /** What is looked at, and what it says where it is not as it should be. */
  readonly meaning: string;
  /** What to try where it warns. */
  readonly advice: string;
  /** Unit of the numbers; "1" for pure ones. */
  readonly unit: string;
  readonly numbers: readonly CheckNumber[];
}

/** What does not depend on the run. */
export type CheckKind = Pick<Check, "id" | "title" | "meaning" | "advice" | "unit">;

export function untested(kind: CheckKind, found: string): Check {
  return { ...kind, state: "untested", found: `${found}.`, numbers: [] };
}

export function judged(kind: CheckKind, isRight: boolean, found: string, numbers: readonly CheckNumber[]): Check {
  return { ...kind, state: isRight ? "pass" : "warn", found, numbers };
}

/** Fewest observations that a statistic of all of them, and of a part, is made of. */
export const FEWEST = 20;
export const FEWEST_OF_PART = 30;
