/** Plain-text tables: aligned columns, a line of names and a line of units, to be read in 80 columns. */

export interface Column {
  readonly name: string;
  /** "[ppm]"; empty for text. */
  readonly unit?: string;
  /** Text goes left, numbers right (default). */
  readonly align?: "left" | "right";
}

/** A column of numbers. @param unit "[ppm]" */
export function number(name: string, unit?: string): Column {
  return unit === undefined ? { name } : { name, unit };
}

/** A column of words. */
export function text(name: string): Column {
  return { name, align: "left" };
}

const GAP = "  ";

/** @param rows [row][column]; lines have no trailing blanks, and the table ends with a line break */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const names = columns.map(({ name }) => name);
  const units = columns.map(({ unit }) => unit ?? "");
  const head = units.some((unit) => unit !== "") ? [names, units] : [names];
  const widths = columns.map((_, i) => Math.max(...[...head, ...rows].map((row) => row[i].length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (columns[i].align === "left" ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join(GAP);
  return `${[...head.map(line), rule, ...rows.map(line)].join("\n")}\n`;
}

/** @returns `value` with so many decimals, "-" where it is undefined or not finite; never "-0.00" */
export function fixed(value: number | undefined, decimals: number): string {
  if (value === undefined || !Number.isFinite(value)) return "-";
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? (0).toFixed(decimals) : text;
}

/** "-0.53 +- 0.12", or without the second where it is not known. */
export function withSpread(value: number | undefined, spread: number | undefined, decimals: number): string {
  const text = fixed(value, decimals);
  return spread === undefined || !Number.isFinite(spread) ? text : `${text} +- ${fixed(spread, decimals)}`;
}

/** Breaks a text into lines of at most `width` characters; lines after the first are indented by `indent` blanks. */
export function wrap(text: string, width = 80, indent = 0): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const start = lines.length === 0 ? "" : " ".repeat(indent);
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = " ".repeat(indent) + word;
    } else {
      line = line === "" ? start + word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}
