import { describe, expect, it } from "vitest";
import {
  collectLanes,
  collectRows,
  dealLanes,
  dealRows,
  giveLanesBack,
  mostRanks,
  sendLanes,
  transposeLanes,
} from "../../../src/experiments/ranks/laneShares.js";
import type { Communicator } from "../../../src/parallel/communicator.js";
import { singleProcess } from "../../../src/parallel/communicator.js";

const alone = singleProcess(() => {
  throw new Error("ended");
});

describe("lanes dealt to ranks", () => {
  it.each([
    [52, 1],
    [52, 5],
    [52, 13],
    [20, 3],
  ])(
    "%i lanes on %i ranks are whole vectors, one after the other, the first rank with no more than others",
    (lanes, ranks) => {
      const shares = dealLanes(lanes, ranks);
      let next = 0;
      for (const { first, count } of shares) {
        expect(first).toBe(next);
        expect(count % 4).toBe(0);
        expect(count).toBeGreaterThanOrEqual(shares[0].count);
        next += count;
      }
      expect(next).toBe(lanes);
    },
  );

  it("are enough for a rank for every four", () => {
    expect(mostRanks(52)).toBe(13);
    expect(dealLanes(52, 13).every(({ count }) => count === 4)).toBe(true);
  });
});

describe("rows dealt to ranks", () => {
  it("are all of them", () => {
    expect(dealRows(10, 3)).toEqual([0, 3, 6, 10]);
  });
});

describe("what moves", () => {
  it("comes back as it was, and lies transposed as it lies in one process", () => {
    const dealt = { communicator: alone, lanes: 8, shares: dealLanes(8, 1) };
    const whole = Float32Array.from({ length: 24 }, (_, i) => i);
    const part = new Float32Array(24);
    sendLanes(dealt, 3, whole, part, new Float32Array(24));
    expect(part).toEqual(whole);
    const back = new Float32Array(24);
    collectLanes(dealt, 2, back, part, new Float32Array(24));
    expect([...back.subarray(14)]).toEqual([14, 15, 0, 0, 0, 0, 0, 0, 0, 0]);
    const out = new Float32Array(24);
    transposeLanes(dealt, [0, 3], part, out, new Float32Array(24));
    expect(out).toEqual(whole);
    const again = new Float32Array(24);
    giveLanesBack(dealt, [0, 3], out, again, new Float32Array(24));
    expect(again).toEqual(part);
    const some = new Float32Array(24);
    collectRows(dealt, Int32Array.of(2, 0), some, part);
    expect([...some]).toEqual([...whole.subarray(0, 8), ...new Float32Array(8), ...whole.subarray(16)]);
  });

  it("is put where the lanes of each rank are", () => {
    // Rank 0 of two: it packs what it sends, and unpacks what it gets.
    const sent: Float32Array[] = [];
    const communicator: Communicator = {
      ...alone,
      size: 2,
      allToAll: (values) => void sent.push((values as Float32Array).slice()),
      gather: (_, __, into) => (into as Float32Array | undefined)?.set(sent[0]),
    };
    const dealt = { communicator, lanes: 8, shares: dealLanes(8, 2) };
    const whole = Float32Array.from({ length: 16 }, (_, i) => i);
    sendLanes(dealt, 2, whole, new Float32Array(8), new Float32Array(16));
    expect([...sent[0]]).toEqual([0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15]);
    const back = new Float32Array(16);
    collectLanes(dealt, 2, back, new Float32Array(8), new Float32Array(16));
    expect(back).toEqual(whole);
    const some = new Float32Array(16);
    sent[0] = Float32Array.of(8, 9, 10, 11, 12, 13, 14, 15);
    collectRows(dealt, Int32Array.of(1), some, new Float32Array(8));
    expect([...some]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 8, 9, 10, 11, 12, 13, 14, 15]);
    giveLanesBack(dealt, [0, 1, 2], whole.subarray(0, 8), new Float32Array(8), new Float32Array(8));
    expect([...sent[1]]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
