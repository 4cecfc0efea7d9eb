/** The carbon budget, and what was estimated beside the fluxes, as plain text. */
import { fixed, number, renderTable, text, wrap } from "../../drawing/textTable.js";
import { toPetagramsCarbon } from "../../units.js";
import type { BudgetSummary } from "../budget.js";
import { carbonUnit } from "../carbonUnit.js";
import type { EstimateRow } from "../rows.js";

export function estimateTable(rows: readonly EstimateRow[]): string {
  const ppm = "[ppm]";
  const twin = rows.some(({ truth }) => Number.isFinite(truth));
  const table = renderTable(
    [
      text("parameter"),
      text("place"),
      number("mean", ppm),
      number("spread", ppm),
      ...(twin ? [number("truth", ppm)] : []),
      number("at the end", ppm),
    ],
    rows.map(({ parameter, place, mean, spread, truth, last }) => [
      parameter,
      place,
      ...[mean, spread, ...(twin ? [truth] : []), last].map((value) => fixed(value, 2)),
    ]),
  );
  const meaning =
    "A boundary offset is added to the background at a side of the grid, low near the ground and high aloft, both in between " +
    "(parameters.nc tells how); a retrieval bias is retrieved minus true, at the centre of its region.";
  const known = twin ? " The true offsets are those nearest to the mean over side and days." : "";
  return `${table}${wrap(meaning + known)}\n`;
}

export function budgetTable(rows: readonly BudgetSummary[]): string {
  const moved = rows.flatMap(({ emission, inflow, increment }) => [emission, inflow, increment]);
  const { name, inPetagrams } = carbonUnit(moved.map(toPetagramsCarbon));
  const unit = `[${name}]`;
  const columns = [
    text("run"),
    number("start", unit),
    number("emission", unit),
    number("inflow", unit),
    number("increment", unit),
    number("end", unit),
    number("residual", "[1]"),
  ];
  const told = (amount: number): string => fixed(inPetagrams * toPetagramsCarbon(amount), 4);
  const table = renderTable(
    columns,
    rows.map((row) => [
      row.run,
      ...[row.start, row.emission, row.inflow, row.increment, row.end].map(told),
      row.largestRelativeResidual.toExponential(1),
    ]),
  );
  return `${table}${wrap(
    "start + emission + inflow + increment = end, but for what setting the air mass to that of the weather adds (budget.nc), " +
      "of the size of round-off; the residual is that of the worst day over the day's content.",
  )}\n`;
}
