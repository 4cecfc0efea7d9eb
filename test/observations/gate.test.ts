import { describe, expect, it } from "vitest";
import { NumericalError } from "../../src/errors.js";
import { expectedGate, type Gate, passesGate } from "../../src/observations/gate.js";

const paperGate: Gate = { kind: "fixed", limit: 5e-6 };

describe("passesGate", () => {
  it("lets departures up to the fixed limit through, of either sign, whatever the variances", () => {
    expect(passesGate(paperGate, 5e-6, 0, 0)).toBe(true);
    expect(passesGate(paperGate, -5e-6, 1, 1)).toBe(true);
    expect(passesGate(paperGate, -5.001e-6, 1, 1)).toBe(false);
  });

  it("compares with the expected departure", () => {
    const v = 3e-12;
    const r = 1e-12;
    expect(passesGate(expectedGate, 3.49 * 2e-6, v, r)).toBe(true);
    expect(passesGate(expectedGate, -3.51 * 2e-6, v, r)).toBe(false);
    expect(passesGate({ kind: "expected", factor: 4 }, -3.51 * 2e-6, v, r)).toBe(true);
  });

  it("does not hide numbers that are not finite", () => {
    expect(() => passesGate(paperGate, NaN, 0, 1)).toThrow(NumericalError);
    expect(() => passesGate(expectedGate, 0, Infinity, 1)).toThrow("departure 0, ensemble variance Infinity");
  });
});
