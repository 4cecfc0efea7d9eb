/** One line of a verification: what was measured, and the bound that it must keep. */

export interface Finding {
  /** The case, such as "solid-body rotation". */
  readonly subject: string;
  readonly what: string;
  readonly measured: number;
  /** "ppm", "1" for ratios and norms. */
  readonly unit: string;
  /** Absent where a number is shown for comparison only. */
  readonly bound?: { readonly kind: "at most" | "at least"; readonly value: number };
  readonly passed: boolean;
}

/** A number that is too large, or is none, fails. */
export function atMost(subject: string, what: string, measured: number, value: number, unit = "1"): Finding {
  return { subject, what, measured, unit, bound: { kind: "at most", value }, passed: measured <= value };
}

/** A number that is too small, or is none, fails. */
export function atLeast(subject: string, what: string, measured: number, value: number, unit = "1"): Finding {
  return { subject, what, measured, unit, bound: { kind: "at least", value }, passed: measured >= value };
}

/** Shown beside what it explains; fails only where it is not finite. */
export function shown(subject: string, what: string, measured: number, unit = "1"): Finding {
  return { subject, what, measured, unit, passed: Number.isFinite(measured) };
}
