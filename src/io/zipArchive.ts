/** Zip archives as they are downloaded: the names in them, and files of them unpacked where a reader needs a file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { unzipSync } from "fflate";
import { InputError } from "../errors.js";
import { unreadable } from "./unreadable.js";

/** Whether bytes begin as those of a zip archive do. */
export function isZip(firstBytes: Uint8Array): boolean {
  return firstBytes[0] === 0x50 && firstBytes[1] === 0x4b && firstBytes[2] === 3 && firstBytes[3] === 4;
}

/** @returns names of the files in it, with their folders @throws InputError where it is no whole archive */
export function namesInZip(path: string): string[] {
  const names: string[] = [];
  unzipped(path, (name) => {
    if (!name.endsWith("/")) names.push(name);
    return false;
  });
  return names;
}

/**
 * Unpacks one file for as long as it is used.
 * @param name in the archive @param use gets the path of the file, which is gone afterwards
 * @throws InputError where there is none of that name, or the archive is damaged
 */
export async function withUnpacked<T>(path: string, name: string, use: (file: string) => T | Promise<T>): Promise<T> {
  const bytes = unzipped(path, (own) => own === name)[name];
  if (bytes === undefined) throw new InputError({ where: path, found: `no "${name}" in it`, expected: "that file" });
  const folder = mkdtempSync(join(tmpdir(), "openjdas-zip-"));
  try {
    const file = join(folder, basename(name));
    writeFileSync(file, bytes);
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function unzipped(path: string, wanted: (name: string) => boolean): Record<string, Uint8Array> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw unreadable(path, cause, "a zip archive");
  }
  try {
    return unzipSync(bytes, { filter: ({ name }) => wanted(name) });
  } catch (cause) {
    const found = `no whole zip archive (${cause instanceof Error ? cause.message : String(cause)})`;
    throw new InputError({ where: path, found, expected: "a zip archive", remedy: "fetch it again" }, { cause });
  }
}
