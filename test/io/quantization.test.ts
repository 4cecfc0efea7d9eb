import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundBits, roundToDigit } from "../../src/io/quantization.js";

const float = fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e30), max: Math.fround(1e30) });
const bits = fc.integer({ min: 1, max: 22 });

function rounded(value: number, kept: number): number {
  const values = Float32Array.of(value);
  roundBits(values, kept);
  return values[0];
}

describe("rounding to some bits of the mantissa", () => {
  it("goes to the nearest number of so many bits, and of two to the even one", () => {
    // With two bits there are 1, 1.25, 1.5, 1.75 and 2.
    expect([1.1, 1.125, 1.2, 1.375, 1.9, -1.2].map((value) => rounded(value, 2))).toEqual([1, 1, 1.25, 1.5, 2, -1.25]);
  });

  it("changes a value by at most half a step, leaves zeros behind it, and is done after once", () => {
    fc.assert(
      fc.property(float, bits, (value, kept) => {
        const found = rounded(value, kept);
        // What is below 2^-126 has the steps of that.
        const step = 2 ** (Math.floor(Math.log2(Math.max(Math.abs(value), 2 ** -126))) - kept);
        expect(Math.abs(found - value)).toBeLessThanOrEqual(step / 2);
        const [word] = new Uint32Array(Float32Array.of(found).buffer);
        expect(word % 2 ** (23 - kept)).toBe(0);
        expect(rounded(found, kept)).toBe(found);
      }),
      { seed: 3 },
    );
  });

  it("leaves what is no number", () => {
    const values = Float32Array.of(Number.NaN, Infinity, -Infinity, 0);
    roundBits(values, 4);
    expect([...values]).toEqual([Number.NaN, Infinity, -Infinity, 0]);
  });

  it("moves no mean: errors of many values cancel", () => {
    const values = Float32Array.from({ length: 20000 }, (_, i) => 1e-6 * (1 + 0.7 * Math.sin(i * 1.7)));
    const mean = (list: Float32Array): number => list.reduce((sum, value) => sum + value, 0) / list.length;
    const before = mean(values);
    roundBits(values, 9);
    expect(Math.abs(mean(values) / before - 1)).toBeLessThan(1e-5);
  });
});

describe("rounding to a digit after the decimal point", () => {
  const toDigit = (value: number, digit: number): number => {
    const values = Float32Array.of(value);
    roundToDigit(values, digit);
    return values[0];
  };

  it("goes to the nearest multiple of a power of two, and of two to the even one", () => {
    // One digit: eighths would be coarser than a tenth, so sixteenths.
    const values = [0.03125, 0.09375, -0.03125, -0.09375, 0.1, -0.1, 7.05];
    expect(values.map((value) => toDigit(value, 1) * 16 + 0)).toEqual([0, 2, 0, -2, 2, -2, 113]);
  });

  it("changes a value by at most half of the digit, and is done after once", () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, min: -1e4, max: 1e4 }), fc.integer({ min: 0, max: 9 }), (value, digit) => {
        const found = toDigit(value, digit);
        expect(Math.abs(found - value)).toBeLessThanOrEqual(10 ** -digit / 2);
        expect(toDigit(found, digit)).toBe(found);
      }),
      { seed: 5 },
    );
  });

  it("leaves what is no number, and values whose steps are larger than the digit", () => {
    const values = Float32Array.of(Number.NaN, Infinity, -Infinity, 123456792);
    roundToDigit(values, 3);
    expect([...values]).toEqual([Number.NaN, Infinity, -Infinity, 123456792]);
  });
});
