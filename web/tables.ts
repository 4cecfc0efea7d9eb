/** Tables of the page: a header sorts by its column, a button downloads the rows as CSV, as they stand. */
import { download } from "./download.js";

type Direction = "ascending" | "descending";

export function enhanceTables(): void {
  for (const block of document.querySelectorAll<HTMLElement>(".table")) {
    const table = block.querySelector("table");
    if (table === null) continue;
    for (const header of table.querySelectorAll<HTMLElement>("thead th")) addSorting(table, header);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "download";
    button.textContent = "Download CSV";
    button.setAttribute("aria-label", `Download CSV: ${table.caption?.textContent ?? ""}`);
    button.addEventListener("click", () => download(`${block.id}.csv`, "text/csv", csvOf(table)));
    block.append(button);
  }
}

function addSorting(table: HTMLTableElement, header: HTMLElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...header.childNodes);
  header.append(button);
  header.setAttribute("aria-sort", "none");
  button.addEventListener("click", () => {
    const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    for (const other of table.querySelectorAll("thead th")) other.setAttribute("aria-sort", "none");
    header.setAttribute("aria-sort", direction);
    sort(table, header.parentElement === null ? 0 : [...header.parentElement.children].indexOf(header), direction);
  });
}

/** What is missing comes last in both directions. */
function sort(table: HTMLTableElement, column: number, direction: Direction): void {
  const body = table.tBodies[0];
  const isNumber = table.tHead?.rows[0]?.cells[column]?.classList.contains("number") === true;
  const sign = direction === "ascending" ? 1 : -1;
  const rows = [...body.rows].map((row) => ({ row, key: valueOf(row.cells[column]) }));
  rows.sort((a, b) => {
    if (a.key === "" || b.key === "") return Number(a.key === "") - Number(b.key === "");
    return sign * (isNumber ? Number(a.key) - Number(b.key) : a.key.localeCompare(b.key, "en", { numeric: true }));
  });
  body.append(...rows.map(({ row }) => row));
}

/** Of a number with all digits that the page has; empty where it is not known. */
function valueOf(cell: HTMLTableCellElement): string {
  if (!cell.classList.contains("number")) return cell.textContent;
  return cell.dataset.value ?? cell.textContent.replace("\u2212", "-");
}

function csvOf(table: HTMLTableElement): string {
  const names = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.dataset.name ?? cell.textContent);
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map(valueOf));
  return csvText([names, ...rows]);
}

export function csvText(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => `${line.map(quoted).join(",")}\n`).join("");
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
