/**
 * A part of a run that remembers something from day to day. What it saves at a 00:00 UTC, put into a checkpoint under its
 * name and given back to the same part of a run of the same configuration, lets that run go on bit for bit as the
 * uninterrupted one. What follows from configuration, seed and time need not be saved.
 */
import { InputError } from "../errors.js";
import type { NpzArray, NpzData } from "../io/npz.js";

export interface Saved {
  /** By name; of floats every bit is kept. May be views of a memory that runs on. */
  readonly arrays: Readonly<Record<string, NpzArray>>;
  /** Small things, as JSON keeps them: finite numbers and texts. */
  readonly notes: unknown;
}

export interface Saveable {
  /** In checkpoints; no other part of the run has it. */
  readonly name: string;
  save(): Saved;
  resume(saved: Saved): void;
}

/** What the parts of a run have saved, by their names. */
export type SavedParts = ReadonlyMap<string, Saved>;

/** @throws Error where two parts have one name */
export function saveAll(saveables: readonly Saveable[]): SavedParts {
  const parts = new Map(saveables.map((saveable) => [saveable.name, saveable.save()]));
  if (parts.size !== saveables.length) throw new Error(`two of ${[...parts.keys()].join(", ")} have one name`);
  return parts;
}

/** @throws InputError where nothing was saved of one */
export function resumeAll(saveables: readonly Saveable[], parts: SavedParts): void {
  for (const saveable of saveables) {
    const saved = parts.get(saveable.name);
    if (saved === undefined) throw missing(`nothing of "${saveable.name}"`);
    saveable.resume(saved);
  }
}

/** @param type of its numbers @throws InputError where there is no such array of that type */
export function savedArray<T extends NpzData>({ arrays }: Saved, name: string, type: new (length: number) => T): T {
  const data = arrays[name]?.data;
  if (data instanceof type) return data;
  throw missing(`no array "${name}" of type ${type.name}`);
}

/** @returns values along one axis */
export function vector(data: NpzData): NpzArray {
  return { shape: [data.length], data };
}

function missing(found: string): InputError {
  return new InputError({ where: "checkpoint", found, remedy: "begin the run anew (--replace)" });
}
