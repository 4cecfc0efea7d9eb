/** Which of the known words someone most likely meant who wrote another. */
import { editDistance } from "../io/nearestNames.js";

/** No word of an experiment file is longer: what is cannot be meant for one. */
const LONGEST_WORD = 40;

/** @returns a question to end a message with; undefined where no word is near enough */
export function didYouMean(written: unknown, known: readonly unknown[]): string | undefined {
  if (typeof written !== "string" || written.length > LONGEST_WORD) return undefined;
  const words = known.filter((word) => typeof word === "string");
  const [nearest] = words
    .map((word) => ({ word, distance: distanceOf(written.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, distance }) => distance <= mostSlips(Math.min(written.length, word.length)))
    .sort((one, other) => one.distance - other.distance);
  return nearest === undefined ? undefined : `did you mean "${nearest.word}"?`;
}

/** A word that goes on, or begins before, is one slip away. */
function distanceOf(written: string, word: string): number {
  const shorter = Math.min(written.length, word.length);
  if (shorter >= 4 && (word.includes(written) || written.includes(word))) return 1;
  // Each letter more is one to insert: no need to look closer.
  if (Math.abs(written.length - word.length) > mostSlips(shorter)) return Infinity;
  return editDistance(written, word);
}

/** @param letters of the shorter word */
function mostSlips(letters: number): number {
  if (letters < 4) return 1;
  return letters < 8 ? 2 : 3;
}
