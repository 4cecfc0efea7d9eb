/**
 * What each key of an experiment file means, as docs/configuration.md says it: in its table, and in the comments of its
 * examples. The page is the one place where that is written.
 */
import { isMap, isScalar, isSeq, parseDocument } from "yaml";

/** By path; keys that several sections have are there once. */
export type KeyDescriptions = ReadonlyMap<string, string>;

const NO_DEFAULT = /^($|required|absent|what the file has|its keys' own)/i;

/** @param page text of docs/configuration.md */
export function keyDescriptions(page: string): KeyDescriptions {
  const found = new Map<string, string>();
  const add = (path: string, text: string): void => {
    const sentence = plainText(text);
    if (sentence !== "" && !found.has(path)) found.set(path, sentence);
  };
  for (const [, row, meaning, usual] of page.matchAll(/^\| (`[^|]+?) \| ([^|]+) \| ([^|]+) \|$/gm)) {
    const keys = [...row.matchAll(/`([\w.]+)`/g)].map(([, key]) => key);
    const [meanings, defaults] = [meaning, usual].map((cell) => shared(cell, keys.length));
    keys.forEach((key, i) => {
      const byDefault = NO_DEFAULT.test(defaults[i]) ? "" : ` Default: ${defaults[i]}.`;
      add(key, `${meanings[i]}.${byDefault}`);
    });
  }
  for (const [, block] of page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)) {
    addComments(parseDocument(block).contents, "", add);
  }
  return found;
}

/** A cell of a row of several keys has a part for each, or says one thing of all. */
function shared(cell: string, keys: number): readonly string[] {
  const parts = cell.split(";").map((part) => part.trim());
  return parts.length === keys ? parts : Array<string>(keys).fill(cell.trim());
}

/** Where a key is described that stands at a path: some sections have the keys of another. */
export function describedAt(descriptions: KeyDescriptions, path: string): string | undefined {
  const own = path
    .replace(/^twin\.fluxes\./, "fluxes.")
    .replace(/^twin\.transport\.vertical\./, "vertical.")
    .replace(/^observations\.also\./, "observations.")
    .replace(/^.*\.dates\./, "meteorology.dates.");
  const component = own.replace(/^fluxes\.(biosphere|ocean|fossil|fire)\./, "fluxes.*.");
  const inner = component.replace(/\.(parts|inside|outside)\./, ".");
  const candidates = [own, component, inner].flatMap((one) =>
    one.includes("*") ? ["biosphere", "fossil", "fire", "ocean"].map((name) => one.replace("*", name)) : [one],
  );
  return candidates.map((one) => descriptions.get(one)).find((text) => text !== undefined);
}

function addComments(node: unknown, path: string, add: (path: string, text: string) => void): void {
  if (isSeq(node)) for (const item of node.items) addComments(item, path, add);
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const inner = path === "" ? name : `${path}.${name}`;
    const { comment, commentBefore } = (value ?? {}) as { comment?: string | null; commentBefore?: string | null };
    const said = comment ?? commentBefore;
    if (typeof said === "string")
      add(inner, /^ *or /.test(said) && isScalar(value) ? `${String(value.value)},${said}` : said);
    addComments(value, inner, add);
  }
}

/** Without links and the marks of Markdown. */
function plainText(text: string): string {
  return text
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replaceAll("`", "")
    .replace(/\s+/g, " ")
    .trim();
}
