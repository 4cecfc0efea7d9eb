/**
 * The axes of the matrix of twin experiments: season, size of the prior's errors, and how the truth was made. A cell is one
 * of each; the truths of a cell differ by their seeds alone.
 */
import type { Section } from "./substitution.js";

/** The month of the season: 30 days of it, of which the last 21 are scored. */
export const seasons = ["january", "april", "july", "october"] as const;
export type Season = (typeof seasons)[number];

export const seasonTitles: Readonly<Record<Season, string>> = {
  january: "January",
  april: "April",
  july: "July",
  october: "October",
};

/** What cases run over. */
export const spans = [...seasons, "year"] as const;
export type Span = (typeof spans)[number];

export const spanTitles: Readonly<Record<Span, string>> = { ...seasonTitles, year: "2016" };

const seasonChanges: Readonly<Record<Season, Section>> = {
  january: monthFrom("2016-01-01", "2016-01-31"),
  april: monthFrom("2016-04-01", "2016-05-01"),
  july: monthFrom("2016-07-01", "2016-07-31"),
  october: monthFrom("2016-10-01", "2016-10-31"),
};

export const spanChanges: Readonly<Record<Span, Section>> = {
  ...seasonChanges,
  // Of so long a run not everything is to be lost where it is stopped.
  year: { period: { start: "2015-12-25", end: "2017-01-01", spinUpDays: 7 }, outputs: { checkpoint: "daily" } },
};

/** Of the prior's errors of the biosphere, as names of cases have them. */
export const sizes = { full: 1, half: 0.5, third: 0.333, perfect: 0 } as const;
export type Size = keyof typeof sizes;

/** Sizes that the matrix has; the other is a set of its own. */
export const matrixSizes = ["full", "half", "third"] as const satisfies readonly Size[];

export function sizeChange(size: Size): Section {
  return size === "full" ? {} : { twin: { size: sizes[size] } };
}

/**
 * How the truth was made: of the family and with the transport that the inversion assumes, with fluxes of another family,
 * through a transport of another kind with a boundary error of another kind, or both.
 */
export const truthForms = ["standard", "family", "transport", "all"] as const;
export type TruthForm = (typeof truthForms)[number];

export const truthFormTitles: Readonly<Record<TruthForm, string>> = {
  standard: "as assumed",
  family: "other fluxes",
  transport: "other transport",
  all: "both other",
};

/** A patchy biosphere has errors of its own in place of these. */
const OTHER_FAMILY: Section = {
  twin: { family: "patchy", uptakeError: null, respirationError: null, weatherDriven: null },
};

/** The transport and the boundary error of a truth whose transport is of another kind than the model's. */
export const OTHER_TRANSPORT: Section = {
  twin: {
    transport: { mixing: "acm2", deepConvection: "bulk", refine: 2 },
    errors: { boundaryForm: "structured" },
  },
};

export const truthFormChanges: Readonly<Record<TruthForm, readonly Section[]>> = {
  standard: [],
  family: [OTHER_FAMILY],
  transport: [OTHER_TRANSPORT],
  all: [OTHER_FAMILY, OTHER_TRANSPORT],
};

function monthFrom(start: string, end: string): Section {
  return { period: { start, end, spinUpDays: 9 } };
}
