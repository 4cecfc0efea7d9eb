/** Totals of regions and what is made of them, as plain text. */
import { fixed, number, renderTable, text, withSpread, wrap } from "../../drawing/textTable.js";
import { carbonUnit } from "../carbonUnit.js";
import { shortTitle } from "../combination.js";
import type { RegionRow } from "../rows.js";
import type { DailyDistribution } from "../tables/dailyDistribution.js";
import { type PublishedComparison, publishedRange } from "../tables/published.js";
import type { RankedChange } from "../tables/ranking.js";
import type { RegionCorrelation } from "../tables/regionCorrelations.js";
import type { SeasonRow } from "../tables/seasons.js";

/** Below it amounts are told in GgC [TgC]. */
const SMALLEST_TERAGRAMS = 0.1;

/** Amounts of the days of the period, and the posterior as a rate; a line a region, or a period. */
export function regionTable(rows: readonly RegionRow[], first: "title" | "period"): string {
  const known = (key: "posterior" | "truth"): boolean => rows.some((row) => Number.isFinite(row[key]));
  const amounts = rows.flatMap(({ teragrams: { prior, posterior, truth } }) => [prior, posterior, truth]);
  const largest = Math.max(0, ...amounts.filter(Number.isFinite).map(Math.abs));
  // Amounts of months are told in TgC; a domain that has none of these to tell has GgC.
  const unit =
    largest >= SMALLEST_TERAGRAMS || largest === 0 ? { name: "TgC", factor: 1 } : { name: "GgC", factor: 1e3 };
  const decimals = largest * unit.factor >= 10 ? 1 : 3;
  const total = (value: number, spread?: number): string =>
    withSpread(unit.factor * value, spread === undefined ? undefined : unit.factor * spread, decimals);
  const rate = carbonUnit(rows.flatMap(({ prior, posterior }) => [prior, posterior]));
  const last = known("posterior") ? "posterior" : "prior";
  const name = `[${unit.name}]`;
  const columns = [
    text(first === "title" ? "region" : "period"),
    ...(first === "period" ? [number("days")] : []),
    number("prior", name),
    ...(known("posterior") ? [number("posterior", name), number("change", name)] : []),
    ...(known("truth") ? [number("truth", name)] : []),
    number(known("posterior") ? "posterior" : "prior", `[${rate.name} yr-1]`),
  ];
  return renderTable(
    columns,
    rows.map(({ teragrams, ...row }) => [
      first === "title" ? shortTitle(row) : row.period,
      ...(first === "period" ? [String(row.days)] : []),
      total(teragrams.prior, teragrams.priorSpread),
      ...(known("posterior") ? [total(teragrams.posterior, teragrams.posteriorSpread), total(teragrams.change)] : []),
      ...(known("truth") ? [total(teragrams.truth)] : []),
      fixed(rate.inPetagrams * row[last], 3),
    ]),
  );
}

/** Changes that are told one by one. */
const TOLD = 10;

export function rankingTable(rows: readonly RankedChange[]): string {
  const unit = carbonUnit(rows.map(({ teragrams }) => 1e-3 * teragrams));
  const columns = [
    number(""),
    text("region"),
    number("change", `[${unit.name}]`),
    number("in prior spreads", "[1]"),
    number("variance taken", "[%]"),
  ];
  return renderTable(
    columns,
    rows
      .slice(0, TOLD)
      .map(({ title, teragrams, inPriorSpreads, varianceReduction }, i) => [
        String(i + 1),
        shortTitle({ title }),
        fixed(1e-3 * unit.inPetagrams * teragrams, 3),
        fixed(inPriorSpreads, 2),
        fixed(100 * varianceReduction, 0),
      ]),
  );
}

export function distributionTable(rows: readonly DailyDistribution[]): string {
  const unit = carbonUnit(rows.flatMap(({ minimum, maximum }) => [1e-3 * minimum, 1e-3 * maximum]));
  const columns = [
    text("region"),
    text("flux"),
    number("days"),
    ...["least", "quarter", "median", "3 quarters", "most"].map((column) => number(column)),
  ];
  const table = renderTable(
    columns,
    rows.map(({ title, flux, days, minimum, lowerQuartile, median, upperQuartile, maximum }) => [
      shortTitle({ title }),
      flux,
      String(days),
      ...[minimum, lowerQuartile, median, upperQuartile, maximum].map((value) =>
        fixed(1e-3 * unit.inPetagrams * value, 2),
      ),
    ]),
  );
  return `${table}In ${unit.name} d-1.\n`;
}

export function correlationTable(rows: readonly RegionCorrelation[]): string {
  const columns = [text("region"), text("other"), number("prior", "[1]"), number("posterior", "[1]")];
  return renderTable(
    columns,
    rows.map(({ region, other, prior, posterior }) => [region, other, fixed(prior, 2), fixed(posterior, 2)]),
  );
}

export function seasonTable(rows: readonly SeasonRow[]): string {
  const unit = "[TgC month-1]";
  const season = (cycle: SeasonRow["prior"] | undefined): string =>
    cycle?.seasonStart === undefined ? "-" : `${cycle.seasonStart.slice(5)} to ${cycle.seasonEnd?.slice(5) ?? ""}`;
  const columns = [
    text("region"),
    number("amplitude", unit),
    number("posterior", unit),
    text("sink, prior"),
    text("posterior"),
    number("shift", "[days]"),
  ];
  return renderTable(
    columns,
    rows.map(({ title, prior, posterior, startShift, endShift }) => [
      shortTitle({ title }),
      fixed(prior.amplitude, 1),
      fixed(posterior?.amplitude, 1),
      season(prior),
      season(posterior),
      `${fixed(startShift, 0)}, ${fixed(endShift, 0)}`,
    ]),
  );
}

/** This run beside the published totals, where it has the length of years. */
export function publishedTable(comparison: PublishedComparison): string {
  const { totals, posterior, spread, days, comparable, lateralCorrection, corrected, citation } = comparison;
  if (!comparable) {
    const range = `${fixed(publishedRange.low, 2)} to ${fixed(publishedRange.high, 2)} PgC yr-1`;
    return `${wrap(`Published totals of China are of years, ${range} (as compared by ${citation}): this run has ${days} days, too few to stand beside them.`)}\n`;
  }
  const rows = [
    ["this run, Mainland China", withSpread(posterior, spread, 2)],
    ...totals.map(({ source, low, high, uncertainty }) => [
      source,
      low === high ? withSpread(low, uncertainty, 2) : `${fixed(low, 2)} to ${fixed(high, 2)}`,
    ]),
  ];
  const note =
    `What trade and rivers carry sideways is not in these totals: with ${fixed(lateralCorrection, 2)} PgC yr-1 for it this run ` +
    `has ${fixed(corrected, 2)} PgC yr-1. As compared by ${citation}.`;
  return `${renderTable([text("China"), number("natural flux", "[PgC yr-1]")], rows)}${wrap(note)}\n`;
}
