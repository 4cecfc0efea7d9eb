/** Tables of the page: values as they are, for sorting and for CSV, beside the digits that are shown. */
import { fixed } from "../../drawing/textTable.js";
import { type Html, tag } from "./html.js";

export type Cell = string | number | undefined;

/** A column of texts, or of numbers with so many decimals. */
export interface PageColumn<Row> {
  readonly title: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly value: (row: Row) => Cell;
}

export interface PageTable {
  /** Of the element, and of the file that it is downloaded as. */
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly columns: readonly Omit<PageColumn<unknown>, "value">[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Rows that a table of the page has at most, and characters of a text in it: its size has a bound. */
export const MOST_ROWS = 200;
const LONGEST_TEXT = 160;
/** Rows up to which a table is not broken on paper. */
const SHORT = 25;
/** Digits of a number that are kept. */
const DIGITS = 8;

export function words<Row>(title: string, value: (row: Row) => string): PageColumn<Row> {
  return { title, value };
}

/** @param unit "ppm"; "1" is not shown */
export function numbers<Row>(
  title: string,
  unit: string,
  decimals: number,
  value: (row: Row) => number | undefined,
): PageColumn<Row> {
  return { title, unit, decimals, value };
}

/** @returns nothing of a table without rows; columns of numbers without any are left out */
export function tableOf<Row>(
  id: string,
  title: string,
  rows: readonly Row[],
  columns: readonly PageColumn<Row>[],
  note?: string,
): PageTable[] {
  if (rows.length === 0) return [];
  const known = columns.filter(
    ({ decimals, value }) => decimals === undefined || rows.some((row) => Number.isFinite(value(row))),
  );
  const values = rows.slice(0, MOST_ROWS).map((row) => known.map(({ value }) => value(row)));
  const left = rows.length - values.length;
  const cut = left > 0 ? `${left} more rows are left out here; they are in the files of the run.` : "";
  const notes = [note, cut].filter((text) => text !== undefined && text !== "").join(" ");
  return [{ id, title, columns: known, rows: values, ...(notes !== "" && { note: notes }) }];
}

/** The first column is the header of its row. */
export function tableHtml({ id, title, note, columns, rows }: PageTable): Html {
  const head = columns.map(({ title: name, unit, decimals }) =>
    tag(
      "th",
      { scope: "col", class: decimals === undefined ? undefined : "number", "data-name": csvName(name, unit) },
      name,
      unit !== undefined && unit !== "1" && tag("span", { class: "unit" }, unit),
    ),
  );
  const body = rows.map((row) => tag("tr", {}, ...row.map((value, i) => cell(value, columns[i].decimals, i === 0))));
  return tag(
    "div",
    { class: rows.length <= SHORT ? "table short" : "table", id },
    tag(
      "div",
      { class: "scroll", tabindex: 0, role: "group", "aria-label": title },
      tag("table", {}, tag("caption", {}, title), tag("thead", {}, tag("tr", {}, ...head)), tag("tbody", {}, ...body)),
    ),
    note !== undefined && tag("p", { class: "note" }, note),
  );
}

function csvName(name: string, unit: string | undefined): string | undefined {
  return unit === undefined || unit === "1" ? undefined : `${name} [${unit}]`;
}

function cell(value: Cell, decimals: number | undefined, isHeader: boolean): Html {
  const attributes = isHeader ? { scope: "row" } : {};
  const name = isHeader ? "th" : "td";
  if (decimals === undefined) return tag(name, attributes, shortened(String(value ?? "")));
  const known = typeof value === "number" && Number.isFinite(value);
  const raw = known ? String(Number(value.toPrecision(DIGITS))) : "";
  const shown = known ? shownNumber(value, decimals) : "–";
  return tag(name, { ...attributes, class: "number", "data-value": raw === shown ? undefined : raw }, shown);
}

function shownNumber(value: number, decimals: number): string {
  const text =
    value !== 0 && Math.abs(value) < 10 ** -decimals / 2 && decimals > 3
      ? value.toExponential(1)
      : fixed(value, decimals);
  return text.replace("-", "\u2212");
}

export function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}
