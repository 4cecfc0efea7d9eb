/** The generator against the published known answers, and what draws from it must be. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { philox, purposes, randomField } from "../src/random.js";

type Four = readonly [number, number, number, number];

const hex = (values: Uint32Array): string[] => Array.from(values, (value) => value.toString(16).padStart(8, "0"));
const block = (counter: Four, key: readonly [number, number]): string[] => {
  const out = new Uint32Array(4);
  philox(counter, key, out);
  return hex(out);
};

describe("Philox 4x32-10", () => {
  // Random123 1.14, tests/kat_vectors
  it.each<[string, Four, [number, number], string]>([
    ["zeros", [0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [
      "ones",
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ],
    [
      "digits of pi",
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ])("gives the known answer for %s", (_, counter, key, expected) => {
    expect(block(counter, key)).toEqual(expected.split(" "));
  });
});

describe("a random field", () => {
  const n = 20_000;
  const first = randomField(11, "test", 3, 5);
  const uniforms = Array.from({ length: n }, (_, i) => first.uniform(i));
  const normals = Array.from({ length: n }, (_, i) => first.normal(i));
  const moment = (values: number[], power: number): number =>
    values.reduce((sum, value) => sum + value ** power, 0) / values.length;

  it("has the moments of a uniform distribution on (0, 1)", () => {
    expect(Math.min(...uniforms)).toBeGreaterThan(0);
    expect(Math.max(...uniforms)).toBeLessThan(1);
    for (const power of [1, 2, 3]) {
      // standard error of the mean of u^p, four times
      const variance = 1 / (2 * power + 1) - 1 / (power + 1) ** 2;
      expect(Math.abs(moment(uniforms, power) - 1 / (power + 1))).toBeLessThan(4 * Math.sqrt(variance / n));
    }
  });

  it("has the moments of a standard normal distribution", () => {
    expect(Math.abs(moment(normals, 1))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(moment(normals, 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(normals, 3))).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(moment(normals, 4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    const beyond = normals.filter((value) => Math.abs(value) > 1.959964).length;
    expect(Math.abs(beyond / n - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / n));
  });

  it("draws neighbours independently", () => {
    let sum = 0;
    for (let i = 1; i < n; i++) sum += normals[i] * normals[i - 1];
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
  });

  it("gives the same number whatever was drawn before", () => {
    const index = fc.integer({ min: 0, max: n - 1 });
    fc.assert(
      fc.property(fc.array(index, { minLength: 1, maxLength: 20 }), fc.boolean(), (order, other) => {
        const again = randomField(11, "test", 3, 5);
        if (other) randomField(12, "test").normal(0);
        for (const i of order) {
          expect(again.normal(i)).toBe(normals[i]);
          expect(again.uniform(i)).toBe(uniforms[i]);
        }
      }),
      { seed: 1 },
    );
  });

  it("differs with every part of its key, steps beyond 32 bits and below zero included", () => {
    const fields = [
      ...purposes.map((purpose) => randomField(1, purpose)),
      ...[0, 2, 4294967295].map((seed) => randomField(seed, "test")),
      ...[1, 2, 1_000_000].map((member) => randomField(1, "test", member)),
      ...[1, -1, 4294967295, 4294967296, 4294967297, 8589934592, -4294967296, 1_800_000_000].map((step) =>
        randomField(1, "test", 0, step),
      ),
    ];
    const draws = fields.flatMap((field) => [0, 1, 2].map((i) => field.uniform(i)));
    expect(new Set(draws).size).toBe(draws.length);
  });
});
