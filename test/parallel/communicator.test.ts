import { describe, expect, it } from "vitest";
import { singleProcess } from "../../src/parallel/communicator.js";

const alone = singleProcess((code) => {
  throw new Error(`ended with ${code}`);
});

describe("one process alone", () => {
  it("is rank 0 of 1", () => {
    expect([alone.rank, alone.size]).toEqual([0, 1]);
  });

  it("sends itself what it sends", () => {
    const received = new Float32Array(3);
    alone.allToAll(Float32Array.of(1, 2, 3), [2], received, [2]);
    expect([...received]).toEqual([1, 2, 0]);
    const whole = new Int32Array(1);
    alone.gather(Int32Array.of(7), [1], whole, 0);
    expect([...whole]).toEqual([7]);
    expect(() => alone.allToAll(new Float32Array(1), [2], received, [2])).toThrow(
      "an array of 1 elements cannot hold 2",
    );
  });

  it("reduces to a copy of its own", () => {
    const values = Float64Array.of(1, 2);
    const reduced = alone.allReduce(values, "max");
    expect(reduced).toEqual(values);
    expect(reduced).not.toBe(values);
  });

  it("ends as it is told to", () => {
    expect(() => alone.abort(2)).toThrow("ended with 2");
  });
});
