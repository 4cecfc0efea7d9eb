/**
 * Which files a configuration means: patterns with `*` and `?` within a name, `[abc]` for one character, `**` for any
 * folders, and what identifies a file's content (SHA-256, FIPS 180-4).
 */
import { createHash } from "node:crypto";
import { createReadStream, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Fault, InputError } from "../errors.js";
import { unreadable } from "./unreadable.js";

const WILDCARD = /[*?[]/;

/** A file that a run read. */
export interface InputRecord {
  readonly path: string;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/**
 * @param patterns relative to `base`; a plain path stands for itself
 * @returns absolute paths in alphabetical order, each once
 * @throws InputError naming every pattern that matches no file
 */
export function expandInputFiles(patterns: string | readonly string[], base = "."): string[] {
  const found = new Set<string>();
  const faults: Fault[] = [];
  for (const pattern of [patterns].flat()) {
    const where = resolve(base, pattern);
    const files = matches(where);
    for (const file of files) found.add(file);
    if (files.length > 0) continue;
    if (kindOf(where) === "folder") {
      faults.push({
        where,
        found: "a folder",
        expected: "a file",
        remedy: `name files in it, for example ${pattern}/*.nc`,
      });
    } else if (WILDCARD.test(pattern)) {
      faults.push({
        where,
        found: "no file of that pattern",
        expected: "at least one",
        remedy: "check the folder and the pattern",
      });
    } else {
      faults.push({ where, found: "no such file", expected: "an input file", remedy: "check the path" });
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return [...found].sort();
}

/** Files that an absolute pattern matches: folder by folder, so that only the folders it names are listed. */
function matches(pattern: string): string[] {
  const [, ...names] = pattern.split("/");
  let folders = ["/"];
  names.slice(0, -1).forEach((name) => {
    if (name === "**") folders = folders.flatMap(withSubfolders);
    else folders = folders.flatMap((folder) => entries(folder, name).filter((path) => kindOf(path) === "folder"));
  });
  return folders
    .flatMap((folder) => entries(folder, names[names.length - 1]))
    .filter((path) => kindOf(path) === "file");
}

function entries(folder: string, name: string): string[] {
  if (!WILDCARD.test(name)) return [join(folder, name)];
  const expression = nameExpression(name);
  return listed(folder)
    .filter((entry) => expression.test(entry))
    .map((entry) => join(folder, entry));
}

function withSubfolders(folder: string): string[] {
  const below = listed(folder)
    .map((name) => join(folder, name))
    .filter((path) => kindOf(path) === "folder");
  return [folder, ...below.flatMap(withSubfolders)];
}

/** Hidden files are matched only by names that begin with a dot. */
function nameExpression(name: string): RegExp {
  const source = name.replace(/\[[^\]]+\]|[\s\S]/g, (part) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    if (part.length > 1) return part.replace("[!", "[^").replaceAll("\\", "\\\\");
    return part.replace(/[.+^${}()|[\]\\]/, "\\$&");
  });
  return new RegExp(`^${name.startsWith(".") ? "" : "(?!\\.)"}${source}$`, "s");
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw unreadable(folder, cause, "a readable folder");
  }
}

function kindOf(path: string): "file" | "folder" | "nothing" {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return "nothing";
  return status.isDirectory() ? "folder" : "file";
}

/** @returns each file's size and hash, read as a stream @throws InputError where one cannot be read */
export async function describeInputs(paths: readonly string[]): Promise<InputRecord[]> {
  const records: InputRecord[] = [];
  for (const path of paths) {
    const hash = createHash("sha256");
    let bytes = 0;
    try {
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        bytes += chunk.length;
      }
    } catch (cause) {
      throw unreadable(path, cause, "a readable file");
    }
    records.push({ path, bytes, sha256: hash.digest("hex") });
  }
  return records;
}
