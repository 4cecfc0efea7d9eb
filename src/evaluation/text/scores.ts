/** Errors of fluxes against the truth of a twin, as plain text. */
import { fixed, number, renderTable, text } from "../../drawing/textTable.js";
import type { Evaluation } from "../evaluation.js";
import { type FluxScore, scaleNames } from "../fluxScores.js";
import type { SpreadCoverage } from "../tables/coverage.js";

type Fluxes = NonNullable<Evaluation["fluxes"]>;

export function scoreTable({ scores, dayAndNight: { day, night }, seasonScores }: Fluxes): string {
  const columns = [
    text("scale"),
    number("count"),
    number("prior"),
    number("posterior"),
    number("reduction", "[%]"),
    number("90 % interval", "[%]"),
  ];
  const table = renderTable(
    columns,
    [
      ...scores.map((score) => ({ ...score, name: scaleNames[score.scale] })),
      ...day.map((score) => ({ ...score, name: `${scaleNames[score.scale]}, by day` })),
      ...night.map((score) => ({ ...score, name: `${scaleNames[score.scale]}, by night` })),
      ...seasonScores.flatMap(({ season, scores: own }) =>
        own.filter(isOfRegions).map((score) => ({ ...score, name: `${scaleNames[score.scale]}, ${season}` })),
      ),
    ].map(({ name, count, prior, posterior, errorReduction, low, high }) => [
      name,
      String(count),
      fixed(prior, 3),
      fixed(posterior, 3),
      errorReduction < -100 ? "worse" : fixed(errorReduction, 0),
      Number.isFinite(low) ? `${fixed(low, 0)} to ${fixed(high, 0)}` : "-",
    ]),
  );
  return `${table}RMSE in umol m-2 s-1; intervals are made of the differences between regions.\n`;
}

function isOfRegions({ scale }: FluxScore): boolean {
  return scale === "R24" || scale === "R8" || scale === "land" || scale === "own";
}

export function coverageTable(rows: readonly SpreadCoverage[]): string {
  const columns = [
    text("regions"),
    text("period"),
    number("count"),
    number("within 90 %", "[%]"),
    number("error / spread", "[1]"),
  ];
  return renderTable(
    columns,
    rows.map(({ group, period, count, within, errorOverSpread }) => [
      group,
      period,
      String(count),
      fixed(100 * within, 0),
      fixed(errorOverSpread, 2),
    ]),
  );
}
