/**
 * Which files a configuration means: patterns with `*` and `?` within a name, `[abc]` for one character, `**` for any
 * folders, and what identifies a file's content (SHA-256, FIPS 180-4).
 */
import { createHash } from "node:crypto";
import { createReadStream, readdirSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Fault, InputError } from "../errors.js";
import { checkIsFile, kindOfFile } from "./kindOfFile.js";
import { keepHash, knownHash, statusOf } from "./knownContent.js";
import { isPattern, namePattern } from "./namePattern.js";
import { unreadable } from "./unreadable.js";

/** That `**` looks through. */
const MOST_FOLDERS = 100_000;

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
    for (const file of files) {
      checkIsFile(file, "an input file");
      found.add(file);
    }
    if (files.length > 0) continue;
    if (kindOfFile(where) === "folder") {
      faults.push({
        where,
        found: "a folder",
        expected: "a file",
        remedy: `name files in it, for example ${pattern}/*.nc`,
      });
    } else if (isPattern(pattern)) {
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
  for (const name of names.slice(0, -1)) {
    if (name === "**") {
      const seen: Seen = { pattern, folders: new Set() };
      folders = folders.flatMap((folder) => withSubfolders(folder, seen));
    } else folders = folders.flatMap((folder) => entries(folder, name).filter((path) => kindOfFile(path) === "folder"));
  }
  return folders
    .flatMap((folder) => entries(folder, names[names.length - 1]))
    .filter((path) => ["file", "other"].includes(kindOfFile(path)));
}

function entries(folder: string, name: string): string[] {
  // A file may be called what would else be a pattern: "flux[1].nc".
  if (!isPattern(name) || kindOfFile(join(folder, name)) !== "nothing") return [join(folder, name)];
  const isMeant = patternOf(name);
  return listed(folder)
    .filter(isMeant)
    .map((entry) => join(folder, entry));
}

function patternOf(name: string): (entry: string) => boolean {
  try {
    return namePattern(name);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const remedy = "write the smaller character first, such as [a-z]";
    throw new InputError({ where: name, found: cause.message, expected: "a pattern of file names", remedy }, { cause });
  }
}

/** What one `**` has been through. */
interface Seen {
  readonly pattern: string;
  /** Real paths: links may lead back. */
  readonly folders: Set<string>;
}

function withSubfolders(folder: string, seen: Seen): string[] {
  const real = realpathSync(folder);
  if (seen.folders.has(real)) return [];
  seen.folders.add(real);
  if (seen.folders.size > MOST_FOLDERS) {
    throw new InputError({
      where: seen.pattern,
      found: `more than ${MOST_FOLDERS} folders to look through`,
      expected: "a pattern that begins where the files are",
      remedy: "name more folders before **",
    });
  }
  const below = listed(folder)
    .map((name) => join(folder, name))
    .filter((path) => kindOfFile(path) === "folder");
  return [folder, ...below.flatMap((path) => withSubfolders(path, seen))];
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw unreadable(folder, cause, "a readable folder");
  }
}

/**
 * @param anew whether each is read, whatever is known of it; else that is done where its status has changed (knownContent.ts)
 * @returns each file's size and hash, read as a stream
 * @throws InputError where one cannot be read
 */
export async function describeInputs(
  paths: readonly string[],
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<InputRecord[]> {
  const records: InputRecord[] = [];
  for (const path of paths) {
    const status = statusOf(path);
    const known = anew ? undefined : knownHash(path, status);
    if (known !== undefined) {
      records.push({ path, bytes: status.bytes, sha256: known });
      continue;
    }
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
    const sha256 = hash.digest("hex");
    if (statusOf(path).text === status.text) keepHash(path, status, sha256);
    records.push({ path, bytes, sha256 });
  }
  return records;
}
