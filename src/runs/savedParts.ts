/** What the parts of a run have saved, as it lies in a .npz file: arrays by `PART/ARRAY`, notes by part in its header. */
import type { SavedParts } from "../assimilation/saveable.js";
import type { NpzArray } from "../io/npz.js";

export type Notes = Readonly<Record<string, unknown>>;

export function arraysOf(parts: SavedParts): Map<string, NpzArray> {
  return new Map(
    [...parts].flatMap(([part, { arrays }]) =>
      Object.entries(arrays).map(([name, array]): [string, NpzArray] => [`${part}/${name}`, array]),
    ),
  );
}

export function notesOf(parts: SavedParts): Notes {
  return Object.fromEntries([...parts].map(([part, { notes }]) => [part, notes ?? null]));
}

/** @param notes of each part, by its name @param arrays as `arraysOf` gave them */
export function partsOf(notes: Notes, arrays: ReadonlyMap<string, NpzArray>): SavedParts {
  return new Map(
    Object.entries(notes).map(([part, ofPart]) => {
      const own = [...arrays].filter(([name]) => name.startsWith(`${part}/`));
      const named = own.map(([name, array]): [string, NpzArray] => [name.slice(part.length + 1), array]);
      return [part, { notes: ofPart, arrays: Object.fromEntries(named) }];
    }),
  );
}
