/** Departures of known size against known spread and errors. */
import { describe, expect, it } from "vitest";
import { innovations } from "../../src/evaluation/innovations.js";
import { randomField } from "../../src/random.js";

const one = (value: number, count: number): Float64Array => new Float64Array(count).fill(value);

describe("innovations", () => {
  it("are judged by spread and error together, after the estimated bias", () => {
    const departures = {
      observed: Float64Array.of(402, 399, 405, 400),
      background: Float64Array.of(400, 400, 400, NaN),
      biasCorrection: Float64Array.of(1, NaN, 1, 0),
      comparedSpread: one(0.6, 4),
      error: one(0.8, 4),
    };
    // d = 1, -1, 4; s = 1.
    expect(innovations(departures, [0, 1, 2, 3])).toEqual({
      count: 3,
      chiSquare: expect.closeTo(6, 12) as number,
      bias: expect.closeTo(4 / 3, 12) as number,
      rms: expect.closeTo(Math.sqrt(6), 12) as number,
      expected: expect.closeTo(1, 12) as number,
    });
    expect(innovations(departures, [1])?.chiSquare).toBeCloseTo(1, 12);
  });

  it("have a chi-square of 1 where departures are drawn from what is assumed, and are not known without any", () => {
    const draw = randomField(5, "test");
    const count = 20_000;
    const spread = Float64Array.from({ length: count }, (_, i) => 0.3 + draw.uniform(i));
    const departures = {
      observed: spread.map((own, i) => Math.hypot(own, 1.2) * draw.normal(i)),
      background: one(0, count),
      biasCorrection: one(0, count),
      comparedSpread: spread,
      error: one(1.2, count),
    };
    const all = Array.from({ length: count }, (_, i) => i);
    expect(innovations(departures, all)?.chiSquare).toBeCloseTo(1, 1);
    expect(innovations(departures, [])).toBeUndefined();
  });
});
