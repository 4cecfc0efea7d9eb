/** The mixing of the linear model is that of the kernels' definitions, local and non-local, and its transpose is exact. */
import { describe, expect, it } from "vitest";
import { convectColumn } from "../../../src/kernels/reference/convectiveMixingReference.js";
import { mixColumn } from "../../../src/kernels/reference/verticalMixingReference.js";
import { randomField } from "../../../src/random.js";
import { createMixingColumn } from "../../../src/transport/linear/mixingColumn.js";

const LEVELS = 7;
const DT = 900;
const random = randomField(4, "test");

function columnOf(seed: number, convective: boolean) {
  const draw = (n: number, count: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => random.uniform(1000 * seed + 100 * n + i));
  const mass = draw(1, LEVELS).map((value) => 1e10 * (1 + value));
  // Up to a hundred times the air of a layer in a step.
  const exchange = draw(2, LEVELS + 1).map((value) => 10 ** (5 + 4 * value));
  const nonLocal = new Float64Array(LEVELS + 1);
  const shares = draw(3, LEVELS);
  for (let k = 1, sinking = 10 ** (7 + 2 * shares[0]); convective && k < LEVELS - 1; k++) {
    nonLocal[k] = sinking;
    sinking *= shares[k];
  }
  return { mass, exchange, nonLocal, values: draw(4, LEVELS), emission: 1e6 * random.normal(1000 * seed + 999) };
}

describe.each([
  ["local", false],
  ["non-local", true],
])("%s mixing of the linear model", (_, convective) => {
  const column = createMixingColumn(LEVELS);
  const seeds = Array.from({ length: 50 }, (__, seed) => seed);

  it("is that of the definition to round-off", () => {
    for (const seed of seeds) {
      const { mass, exchange, nonLocal, values, emission } = columnOf(seed, convective);
      column.exchange.set(exchange);
      column.nonLocal.set(nonLocal);
      const found = values.slice();
      column.forward(found, mass, emission * DT, DT);
      const expected = values.slice();
      const definition = { values: expected, mass, exchange, emission };
      if (convective) convectColumn({ ...definition, nonLocal }, DT);
      else mixColumn(definition, DT);
      found.forEach((value, k) => expect(Math.abs(value - expected[k])).toBeLessThan(1e-14));
      expect(Math.max(...found.map((value, k) => Math.abs(value - values[k])))).toBeGreaterThan(0.01);
    }
  });

  it("has an exact transpose, and keeps what is positive so in both directions", () => {
    for (const seed of seeds) {
      const { mass, exchange, nonLocal, values, emission } = columnOf(seed, convective);
      column.exchange.set(exchange);
      column.nonLocal.set(nonLocal);
      const weights = columnOf(seed + 1000, false).values;
      const after = values.slice();
      column.forward(after, mass, emission * DT, DT);
      const before = weights.slice();
      const toSource = column.adjoint(before, mass, DT);
      const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, k) => sum + value * b[k], 0);
      const forward = dot(weights, after);
      expect(Math.abs(forward - dot(before, values) - toSource * emission * DT)).toBeLessThan(1e-14 * LEVELS);
      expect(Math.min(...before, toSource)).toBeGreaterThan(0);
    }
  });
});
