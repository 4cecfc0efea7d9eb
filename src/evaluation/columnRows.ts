/**
 * The comparisons that a run allows: each run, against each kind of reference, by month and as a whole. Columns (XCO2) and
 * points (mole fractions at surface sites) are never mixed: a ppm of the one is not a ppm of the other.
 */
import { type Fate, fates } from "../observations/fate.js";
import type { Observation } from "../observations/observation.js";
import type { Time } from "../time.js";
import { biasIntervals, biasShares, columnStatistics, errorReduction, median } from "./columnStatistics.js";
import type { Evaluation } from "./evaluation.js";
import type { BiasShareRow, ColumnRow, LatitudeRow, Reference } from "./rows.js";
import { type Innovations, innovations } from "./innovations.js";
import type { ColumnName, RunObservations } from "./readRun.js";
import { runColumns } from "./runColumns.js";
import { isIn, periodsOf } from "./periods.js";
import { siteRows } from "./siteRows.js";

/** Latitude bands of the published error reduction [degrees north], within 105-120 E. */
const BANDS = { first: 8, last: 57, width: 7, west: 105, east: 120 } as const;
/** A standard deviation of fewer differences says nothing. */
const FEWEST_IN_BAND = 10;

/** @param from @param to the scored period @param withheldShare of soundings that were withheld by chance [1] */
export function evaluateObservations(
  observations: RunObservations,
  from: Time,
  to: Time,
  withheldShare = 0,
): NonNullable<Evaluation["observations"]> {
  const scored = indices(observations, (i) => observations.time[i] >= from && observations.time[i] < to);
  const ofKind = (kind: Observation["kind"]): number[] => scored.filter((i) => observations.kind[i] === kind);
  const { validation, ...columns } = comparisons(observations, ofKind("column"));
  const points = ofKind("point");
  const sites = points.length > 0 && comparisons(observations, points);
  return {
    fates: Object.fromEntries(
      fates.map((fate) => [fate, observations.fate.filter((own) => own === fate).length]),
    ) as Record<Fate, number>,
    validation: withheldShare > 0 ? "withheld" : "not the best of their cell and hour",
    columns: columns.rows,
    ...(columns.innovation && { innovations: columns.innovation }),
    biases: { intervals: biasIntervals, rows: columns.shares },
    latitudes: latitudeRows(observations, validation),
    ...(sites && {
      sites: {
        rows: sites.rows,
        ...(sites.innovation && { innovations: sites.innovation }),
        bySite: siteRows(observations, points),
      },
    }),
  };
}

interface Comparisons {
  readonly rows: readonly ColumnRow[];
  readonly shares: readonly BiasShareRow[];
  readonly innovation: Innovations | undefined;
  /** Indices of the validation set. */
  readonly validation: readonly number[];
}

/** @param scored indices of observations of one kind */
function comparisons(observations: RunObservations, scored: readonly number[]): Comparisons {
  const periods = periodsOf(scored.map((i) => observations.time[i]));
  // The experiment keeps whole sources of columns from the assimilation only where these are of the ground network.
  const isTccon = (i: number): boolean => observations.kind[i] === "column" && observations.validates[i];
  const references: readonly { against: Reference; among: readonly number[] }[] = [
    { against: "validation", among: scored.filter((i) => observations.fate[i] === "validation" && !isTccon(i)) },
    { against: "assimilated", among: scored.filter((i) => observations.fate[i] === "assimilated") },
    { against: "TCCON", among: scored.filter((i) => observations.fate[i] === "validation" && isTccon(i)) },
    { against: "truth", among: scored.filter((i) => Number.isFinite(observations.truth[i])) },
    {
      // Those that the gate of the validation set has since left out are among them: it looks at the analysis.
      against: "withheld truth",
      among: scored.filter(
        (i) => ["validation", "thinned"].includes(observations.fate[i]) && Number.isFinite(observations.truth[i]),
      ),
    },
  ];
  const columns: ColumnRow[] = [];
  const rows: BiasShareRow[] = [];
  for (const { against, among } of references) {
    for (const [run, name] of runColumns) {
      if (!observations[name].some(Number.isFinite)) continue;
      for (const period of periods) {
        const row = compare(observations, name, against, among, period);
        // A reference that the run lacks altogether gives no rows; one that is empty for once counts zero.
        if (among.length > 0 || against === "validation") columns.push({ run, against, period, ...row });
      }
      if (isTruth(against) || among.length === 0) continue;
      for (const period of periods) {
        const own = among.filter((i) => isIn(period, observations.time[i]));
        const [simulated, retrieved] = [pick(observations[name], own), pick(observations.observed, own)];
        const { count, standardDeviation } = columnStatistics(simulated, retrieved);
        if (count === 0) continue;
        rows.push({ run, against, period, count, standardDeviation, shares: biasShares(simulated, retrieved) });
      }
    }
  }
  return {
    rows: columns,
    shares: rows,
    innovation: innovations(observations, references[1].among),
    validation: references[0].among,
  };
}

function isTruth(against: Reference): boolean {
  return against === "truth" || against === "withheld truth";
}

function compare(
  observations: RunObservations,
  name: ColumnName,
  against: Reference,
  among: readonly number[],
  period: string,
): Omit<ColumnRow, "run" | "against" | "period"> {
  const chosen = among.filter((i) => isIn(period, observations.time[i]) && Number.isFinite(observations[name][i]));
  const reference = isTruth(against) ? observations.truth : observations.observed;
  return {
    ...columnStatistics(pick(observations[name], chosen), pick(reference, chosen)),
    medianUncertainty: median(pick(observations.uncertainty, chosen)),
  };
}

/** Error reduction as published: by the standard deviation of the differences, in bands of latitude. */
function latitudeRows(observations: RunObservations, validation: readonly number[]): LatitudeRow[] {
  const rows: LatitudeRow[] = [];
  for (let south = BANDS.first; south < BANDS.last; south += BANDS.width) {
    const north = south + BANDS.width;
    const chosen = validation.filter((i) => {
      const { longitude, latitude, control, posterior } = observations;
      const within =
        latitude[i] >= south && latitude[i] < north && longitude[i] >= BANDS.west && longitude[i] < BANDS.east;
      return within && Number.isFinite(control[i]) && Number.isFinite(posterior[i]);
    });
    if (chosen.length < FEWEST_IN_BAND) continue;
    const retrieved = pick(observations.observed, chosen);
    const control = columnStatistics(pick(observations.control, chosen), retrieved).standardDeviation;
    const posterior = columnStatistics(pick(observations.posterior, chosen), retrieved).standardDeviation;
    const reduction = errorReduction(control, posterior);
    rows.push({ south, north, count: chosen.length, control, posterior, errorReduction: reduction });
  }
  return rows;
}

function indices(observations: RunObservations, keep: (index: number) => boolean): number[] {
  return observations.time.map((_, i) => i).filter(keep);
}

function pick(values: ArrayLike<number>, among: readonly number[]): number[] {
  return among.map((i) => values[i]);
}
