/** Tables of a Markdown page. */

/** @param rows [row][column] */
export function markdownTable(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return `${[line(names), line(names.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}
