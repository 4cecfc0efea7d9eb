/** Comma-separated values (RFC 4180, lines end with a line feed); what is not known is empty. */

export type CsvCell = string | number | boolean | null | undefined;

/** What a column, under its name with unit, holds of a row. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => CsvCell>>;

export function csvText<Row>(columns: CsvColumns<Row>, rows: readonly Row[]): string {
  const lines: CsvCell[][] = [
    Object.keys(columns),
    ...rows.map((row) => Object.values(columns).map((value) => value(row))),
  ];
  return csvLines(lines);
}

export function csvLines(lines: readonly (readonly CsvCell[])[]): string {
  return lines.map((line) => `${line.map(cell).join(",")}\n`).join("");
}

function cell(value: CsvCell): string {
  if (value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value))) return "";
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
