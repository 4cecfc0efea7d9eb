/** The noise-free values of observations in the truth of a twin that is run on its own: they outlast that run. */
import { type Saveable, type Saved, savedArray, vector } from "../../assimilation/saveable.js";
import type { TruthValues } from "../setup/inputs.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";

export interface TruthStore extends Saveable {
  /** Adds the values that were saved to those that it has. */
  resume(saved: Saved): void;
  /** @param value [mol mol-1] */
  add(screened: ScreenedObservation, value: number): void;
  /** Of those that the truth has reached. */
  values(): TruthValues;
}

/** @param all every observation that was read, in order of time: a longer period has more after those of a shorter one */
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
      const earlier = savedArray(saved, "values", Float64Array);
      if (earlier.length > values.length) throw new RangeError("a truth of more observations");
      earlier.forEach((value, i) => {
        if (!Number.isNaN(value)) values[i] = value;
      });
    },
  };
}
