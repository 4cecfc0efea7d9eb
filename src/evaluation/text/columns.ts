/** How well the runs agree with observations, as plain text. */
import { type Column, fixed, number, renderTable, text, wrap } from "../../drawing/textTable.js";
import { type BiasShareRow, type ColumnRow, type LatitudeRow, type Reference, runNames } from "../rows.js";
import type { Innovations } from "../innovations.js";
import { publishedColumns, publishedControl, publishedUncertainty } from "../tables/published.js";

export function columnTable(rows: readonly ColumnRow[]): string {
  const columns = [
    text("run"),
    text("against"),
    number("count"),
    number("bias", "[ppm]"),
    number("RMSE", "[ppm]"),
    number("MAE", "[ppm]"),
    number("sd", "[ppm]"),
    number("corr.", "[1]"),
    number("med.unc.", "[ppm]"),
  ];
  return renderTable(
    columns,
    rows.map((row) => [
      row.run,
      row.against === "withheld truth" ? "truth (val.)" : row.against,
      String(row.count),
      ...[row.bias, row.rmse, row.meanAbsoluteError, row.standardDeviation, row.correlation].map((v) => fixed(v, 2)),
      fixed(row.medianUncertainty, 2),
    ]),
  );
}

/** Periods below each other, runs side by side, one table a reference: the form of Table 2 of Kou et al. (2023). */
export function periodTables(rows: readonly ColumnRow[]): string {
  const references = [...new Set(rows.map(({ against }) => against))].filter((against) => !against.includes("truth"));
  const tables = references.map((against) => periodTable(against, rows));
  const [low, high] = publishedUncertainty;
  const published = publishedColumns
    .map(
      ({ run, against, rmse }) =>
        `RMSE of ${run} against ${against} ones ${rmse[0].toFixed(2)} to ${rmse[1].toFixed(2)} ppm`,
    )
    .join(", ");
  const [least, most] = publishedControl;
  const note =
    `Published for the months of 2016 (Kou et al. 2023, Table 2; GOSAT soundings): ${published}, of CTRL ` +
    `${least.toFixed(2)} to ${most.toFixed(2)} ppm; median stated errors ${low.toFixed(2)} to ${high.toFixed(2)} ppm.`;
  return `${tables.join("\n")}${wrap(note)}\n`;
}

function periodTable(against: Reference, rows: readonly ColumnRow[]): string {
  const own = rows.filter((row) => row.against === against);
  const runs = runNames.filter((run) => own.some((row) => row.run === run));
  const periods = [...new Set(own.map(({ period }) => period))];
  const of = (run: string, period: string): ColumnRow | undefined =>
    own.find((row) => row.run === run && row.period === period);
  const each = (unit: string): Column[] => runs.map((run) => number(run, unit));
  const lines = (values: (found: readonly (ColumnRow | undefined)[]) => readonly string[]): string[][] =>
    periods.map((period) => [period, ...values(runs.map((run) => of(run, period)))]);
  const fit = renderTable(
    [text("period"), number("count"), ...each("RMSE"), ...each("corr."), number("unc.", "med.")],
    lines((found) => [
      String(Math.max(...found.map((row) => row?.count ?? 0))),
      ...found.map((row) => fixed(row?.rmse, 2)),
      ...found.map((row) => fixed(row?.correlation, 2)),
      fixed(found[0]?.medianUncertainty, 2),
    ]),
  );
  const absolute = renderTable(
    [text("period"), ...each("MAE"), ...each("bias")],
    lines((found) => [
      ...found.map((row) => fixed(row?.meanAbsoluteError, 2)),
      ...found.map((row) => fixed(row?.bias, 2)),
    ]),
  );
  return `Against ${against === "TCCON" ? against : `${against} ones`} [ppm; correlation 1]\n${fit}\n${absolute}`;
}

export function innovationTable({ count, bias, rms, expected, chiSquare }: Innovations): string {
  const ppm = "[ppm]";
  const columns = [
    number("count"),
    number("bias", ppm),
    number("RMS", ppm),
    number("expected", ppm),
    number("chi-square", "[1]"),
  ];
  const row = [String(count), fixed(bias, 2), fixed(rms, 2), fixed(expected, 2), fixed(chiSquare, 2)];
  return `${renderTable(columns, [row])}Expected of spread and assumed errors; where both are right chi-square is 1.\n`;
}

export function biasTable(intervals: readonly (readonly [number, number])[], rows: readonly BiasShareRow[]): string {
  const columns = [
    text("run"),
    text("against"),
    number("count"),
    ...intervals.map(([low, high]) => number(`${low}..${high}`, "[%]")),
    number("sd", "[ppm]"),
  ];
  const table = renderTable(
    columns,
    rows.map(({ run, against, count, shares, standardDeviation }) => [
      run,
      against,
      String(count),
      ...shares.map((s) => fixed(100 * s, 0)),
      fixed(standardDeviation, 2),
    ]),
  );
  return `${table}Intervals in ppm.\n`;
}

export function latitudeTable(rows: readonly LatitudeRow[]): string {
  const columns = [
    text("latitude"),
    number("count"),
    number("sd CTRL", "[ppm]"),
    number("sd FC", "[ppm]"),
    number("reduction", "[%]"),
  ];
  return renderTable(
    columns,
    rows.map((row) => [
      `${row.south}-${row.north} N`,
      String(row.count),
      fixed(row.control, 2),
      fixed(row.posterior, 2),
      fixed(row.errorReduction, 0),
    ]),
  );
}
