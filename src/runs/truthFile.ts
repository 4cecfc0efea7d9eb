/**
 * The truth of a twin that is run on its own, for runs that have the same one: `truth_IDENTITY.npz` in a folder which they share. It holds
 * what the parts of a run have saved of it, not its state: a longer period begins it anew.
 */
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SavedParts } from "../assimilation/saveable.js";
import { writeAtomically } from "../io/atomicWrite.js";
import { readNpz, writeNpz } from "../io/npz.js";
import { arraysOf, type Notes, notesOf, partsOf } from "./savedParts.js";

/** @param identity of it (configurationIdentity.ts) */
export function truthFile(folder: string, identity: string): string {
  return join(folder, `truth_${identity}.npz`);
}

/** @throws OutputError where it cannot be written */
export function writeTruth(path: string, parts: SavedParts): void {
  writeAtomically(path, (temporary) => {
    mkdirSync(dirname(path), { recursive: true });
    const descriptor = openSync(temporary, "w");
    try {
      writeNpz(descriptor, { header: { notes: notesOf(parts) }, arrays: arraysOf(parts) });
    } finally {
      closeSync(descriptor);
    }
  });
}

/** @returns undefined where there is none @throws InputError where it is damaged */
export function readTruth(path: string): SavedParts | undefined {
  if (!existsSync(path)) return undefined;
  const { header, arrays } = readNpz(path);
  return partsOf((header as { readonly notes: Notes }).notes, arrays);
}
