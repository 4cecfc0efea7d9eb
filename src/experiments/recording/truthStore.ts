/** The noise-free values of observations in the truth of a twin that is run on its own: they outlast that run. */
import { type Saveable, savedArray, vector } from "../../assimilation/saveable.js";
import type { TruthValues } from "../setup/inputs.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";

export interface TruthStore extends Saveable {
  /** @param value [mol mol-1] */
  add(screened: ScreenedObservation, value: number): void;
  /** Of those that the truth has reached. */
  values(): TruthValues;
}

/** @param all every observation that was read, in order of time */
export function createTruthStore(all: readonly ScreenedObservation[]): TruthStore {
  const index = new Map(all.map((screened, i) => [screened, i]));
  const values = new Float64Array(all.length).fill(Number.NaN);
  return {
    name: "truth",
    add(screened, value) {
      const i = index.get(screened);
      if (i === undefined) throw new RangeError("an observation that was not read");
      values[i] = value;
    },
    values: () => new Map([...index].map(([one, i]) => [one, values[i]] as const).filter(([, v]) => !Number.isNaN(v))),
    save: () => ({ arrays: { values: vector(values) }, notes: null }),
    resume(saved) {
      values.set(savedArray(saved, "values", Float64Array));
    },
  };
}
