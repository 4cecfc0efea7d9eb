/**
 * Text with a header and columns, as centres of atmospheric data write it: lines that begin with a mark hold "key: value",
 * one of them, or the line after them, names the columns, then comes a row a line. Keys may have colons of their own
 * ("value:units : micromol mol-1").
 */
import { InputError } from "../errors.js";
import { textOfFile } from "./textOfFile.js";

export interface HeadedText {
  readonly path: string;
  /** The first value of each key, by its name in small letters. */
  readonly header: ReadonlyMap<string, string>;
  /** Lines of the header, without marks. */
  readonly lines: readonly string[];
  readonly columns: readonly string[];
  /** Rows of as many fields as there are columns. */
  rows(): Iterable<TextRow>;
}

export interface TextRow {
  /** In the file, from 1. */
  readonly number: number;
  readonly fields: readonly string[];
}

export interface TextForm {
  /** What a header line begins with, taken away. */
  readonly mark: RegExp;
  /** Between fields. */
  readonly separator: RegExp;
  /** The header's own word on how many lines it has: then one of them may lack the mark. */
  readonly count?: RegExp;
}

/** @throws InputError where there is no header, or a row has not as many fields as there are columns */
export function readHeadedText(path: string, { mark, separator, count }: TextForm): HeadedText {
  const all = textOfFile(path, "a text file").split(/\r?\n/);
  const told = count === undefined ? null : count.exec(all.slice(0, 10).join("\n"));
  const marked = all.findIndex((line) => !mark.test(line));
  const length = told === null ? marked : Number(told[1]);
  if (length <= 0 || length > all.length || marked <= 0) {
    throw new InputError({
      where: path,
      found: marked <= 0 ? "no header" : `a header that says it has ${length} of ${all.length} lines`,
      expected: "lines that say what the file holds, then columns",
      remedy: "give the file as its centre distributes it",
    });
  }
  const lines = all.slice(0, length).map((line) => line.replace(mark, "").trim());
  const header = new Map<string, string>();
  for (const line of lines) {
    const [, key, value] = /^([^:]*(?::[^\s:]+)?)\s*:\s*(.*)$/.exec(line) ?? [];
    const name = key?.trim().toLowerCase();
    if (name !== undefined && name !== "" && !header.has(name)) header.set(name, value.trim());
  }
  const order = lines.findIndex((line) => /^variable order$/i.test(line));
  const named = order >= 0 ? lines.slice(order + 1).find((line) => line !== "") : lines[lines.length - 1];
  const columns = (header.get("data_fields") ?? named ?? "").split(separator).filter((name) => name !== "");
  return { path, header, lines, columns, rows: () => rowsOf(path, all, length, columns, separator) };
}

function* rowsOf(
  path: string,
  all: readonly string[],
  from: number,
  columns: readonly string[],
  separator: RegExp,
): Generator<TextRow> {
  for (let i = from; i < all.length; i++) {
    const line = all[i].trim();
    if (line === "") continue;
    const fields = line.split(separator);
    if (fields.length !== columns.length) {
      throw new InputError({
        where: `${path}, line ${i + 1}`,
        found: `${fields.length} fields: ${line.slice(0, 60)}`,
        expected: `${columns.length}: ${columns.slice(0, 8).join(", ")}${columns.length > 8 ? ", ..." : ""}`,
        remedy: "the file is cut or was edited: fetch it again",
      });
    }
    yield { number: i + 1, fields };
  }
}
