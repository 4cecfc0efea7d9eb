/**
 * An observation on its way through a run: where it lies, and what became of it. Its fate is changed here and nowhere else:
 * after screening `assimilated` and `validation` are candidates, which departures from the model may still remove.
 */
import type { Fate } from "./fate.js";
import type { Observation } from "./observation.js";

export interface ScreenedObservation {
  readonly observation: Observation;
  /** Cell of the grid that holds it, or -1. */
  readonly cell: number;
  readonly fate: Fate;
  /** Factor on R for errors shared with its neighbours [1]; absent where there is none. */
  readonly errorFactor?: number;
  /** Factor on the representation error at the place of a surface site [1]; absent where there is none. */
  readonly representationFactor?: number;
}

/** What may become of an observation once the rules of screening have kept it; none of the others changes. */
const NEXT: Readonly<Partial<Record<Fate, readonly Fate[]>>> = {
  assimilated: ["validation", "thinned", "gross_check", "terrain"],
  validation: ["thinned", "terrain"],
  /** Where nothing is assimilated, what was only not the best of its cell and hour validates too. */
  thinned: ["validation"],
};

type Changing = { -readonly [Key in keyof ScreenedObservation]: ScreenedObservation[Key] };

/** @throws Error where no rule leads from its present fate to the next */
export function become(screened: ScreenedObservation, next: Fate): void {
  const { fate } = screened;
  if (fate !== next && !NEXT[fate]?.includes(next))
    throw new Error(`an observation cannot turn from ${fate} to ${next}`);
  (screened as Changing).fate = next;
}

/** Gives it back the fate that an earlier part of the same run had found. */
export function recall(screened: ScreenedObservation, fate: Fate): void {
  (screened as Changing).fate = fate;
}

/** @param factor on the representation error [1] */
export function setRepresentation(screened: ScreenedObservation, factor: number): void {
  (screened as Changing).representationFactor = factor;
}

/** @param factor on R [1] */
export function shareErrors(screened: ScreenedObservation, factor: number): void {
  (screened as Changing).errorFactor = factor;
}
