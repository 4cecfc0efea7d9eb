/** A YAML text as plain data, and where in it each key stands. */
import { isAlias, isCollection, isMap, isNode, isScalar, LineCounter, type Pair, parseDocument, visit } from "yaml";
import type { Document, YAMLMap } from "yaml";
import { ConfigError, type Fault } from "../errors.js";

export type Path = readonly PropertyKey[];

/** Where the keys of a text stand. */
export interface Places {
  /** `FILE:line:column` of a key, or of the nearest enclosing one that the file has. */
  readonly place: (path: Path) => string;
  /** How many characters stand before it. */
  readonly offset: (path: Path) => number;
}

export interface ConfigDocument extends Places {
  /** What the file holds, as plain data. */
  readonly content: unknown;
}

const WRITE_OUT = { expected: "a value", remedy: "write it out in the place of the reference" };

const TOO_DEEP = {
  found: "brackets or keys that are nested too deeply to be read",
  expected: "sections of a few levels",
  remedy: "look for a line that is damaged",
};

/**
 * @param text YAML
 * @param file name for messages
 * @throws ConfigError where it is no YAML, nested without end, a key stands twice, or a reference leads nowhere
 */
export function readDocument(text: string, file: string): ConfigDocument {
  try {
    return documentOf(text, file);
  } catch (cause) {
    // The stack of calls: all else is a ConfigError.
    if (!(cause instanceof RangeError)) throw cause;
    throw new ConfigError({ where: file, ...TOO_DEEP }, { cause });
  }
}

function documentOf(text: string, file: string): ConfigDocument {
  const lineCounter = new LineCounter();
  // Keys that stand twice are looked for here: yaml compares each with all others.
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
  const at = (offset: number): string => {
    const { line, col } = lineCounter.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const syntax = syntaxFaults(document, at);
  const broken = [...(syntax.length > 0 ? syntax : doubleFaults(document, at)), ...aliasFaults(document, at)];
  if (broken.length > 0) throw new ConfigError(broken);
  const offset = offsetsIn(document);
  return { content: plainData(document, at), offset, place: (path) => at(offset(path)) };
}

/** The first fault of form, for those after it mostly follow from it. */
function syntaxFaults({ errors }: Document, at: (offset: number) => string): Fault[] {
  return errors.slice(0, 1).map(({ pos, message }) => ({
    where: at(pos[0]),
    ...(/call stack/.test(message)
      ? TOO_DEEP
      : {
          found: `not YAML: ${message}`,
          remedy: "look for a bracket, quote or indentation that is wrong at this place or just before it",
        }),
  }));
}

function doubleFaults(document: Document, at: (offset: number) => string): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Map(_, map) {
      const known = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (known.has(key.value)) {
          faults.push({
            where: at(key.range?.[0] ?? 0),
            found: "a key that stands twice",
            expected: "each key once",
          });
        }
        known.add(key.value);
      }
    },
  });
  return faults;
}

/** YAML takes a text that begins with an asterisk, such as a pattern of files, for an alias. */
function aliasFaults(document: Document, at: (offset: number) => string): Fault[] {
  const faults: Fault[] = [];
  const anchored = new Map<string, unknown>();
  visit(document, {
    Node(_, node, outer) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchored.set(node.anchor, node);
        return;
      }
      const meant = anchored.get(node.source);
      const where = at(node.range?.[0] ?? 0);
      if (meant === undefined) {
        faults.push({
          where,
          found: `*${node.source} without quotes, which YAML takes for a reference`,
          expected: "a text that begins with * in quotes",
          remedy: `write "*${node.source}"`,
        });
      } else if (outer.some((holder) => holder === meant)) {
        faults.push({ where, found: `*${node.source}, a reference to what it stands in itself`, ...WRITE_OUT });
      }
    },
  });
  return faults;
}

/** @throws ConfigError where references to references hold more than yaml is ready to write out */
function plainData(document: Document, at: (offset: number) => string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    let first = 0;
    visit(document, {
      Alias(_, { range }) {
        first = range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    const found = "references that stand for too much: each that is used multiplies what it names";
    throw new ConfigError([{ where: at(first), found, ...WRITE_OUT }], { cause: error });
  }
}

/** @returns offset of the key that a path names, or of the innermost enclosing key that exists */
function offsetsIn(document: Document): (path: Path) => number {
  const indices = new WeakMap<YAMLMap, Map<string, Pair>>();
  const pairOf = (map: YAMLMap, name: string): Pair | undefined => {
    const index = indices.get(map) ?? new Map(map.items.map((pair) => [String(keyOf(pair)), pair]));
    indices.set(map, index);
    return index.get(name);
  };
  return (path) => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const step of path) {
      const held: unknown = isAlias(node) ? node.resolve(document) : node;
      if (!isCollection(held)) return offset;
      const pair = isMap(held) ? pairOf(held, String(step)) : undefined;
      node = isMap(held) ? pair?.value : held.get(step, true);
      const shown: unknown = pair === undefined ? node : pair.key;
      if (!isNode(shown)) return offset;
      offset = shown.range?.[0] ?? offset;
    }
    return offset;
  };
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : key;
}
