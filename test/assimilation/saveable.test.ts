import { describe, expect, it } from "vitest";
import { resumeAll, type Saveable, saveAll, savedArray, vector } from "../../src/assimilation/saveable.js";
import { InputError } from "../../src/errors.js";

/** A part that remembers numbers. */
function part(name: string, ...numbers: number[]) {
  let values = Float64Array.from(numbers);
  const saveable: Saveable = {
    name,
    save: () => ({ arrays: { values: vector(values) }, notes: { count: values.length } }),
    resume: (saved) => void (values = savedArray(saved, "values", Float64Array)),
  };
  return { saveable, values: () => [...values] };
}

describe("parts that are saved", () => {
  it("are given back to those of their name, in whatever order", () => {
    const saved = saveAll([part("a", 1, 2).saveable, part("b", 3).saveable]);
    expect(saved.get("a")?.notes).toEqual({ count: 2 });
    const [a, b] = [part("a"), part("b")];
    resumeAll([b.saveable, a.saveable], saved);
    expect([a.values(), b.values()]).toEqual([[1, 2], [3]]);
  });

  it("have names of their own", () => {
    expect(() => saveAll([part("a").saveable, part("a").saveable])).toThrow(/have one name/);
  });

  it("are missed by their name, and their arrays too", () => {
    expect(() => resumeAll([part("c").saveable], saveAll([part("a").saveable]))).toThrow(InputError);
    expect(() => savedArray({ arrays: {}, notes: null }, "values", Float64Array)).toThrow(
      /checkpoint: no array "values" of type Float64Array/,
    );
    const [saved] = saveAll([part("a", 1).saveable]).values();
    expect(() => savedArray(saved, "values", Float32Array)).toThrow(InputError);
  });
});
