/**
 * Gross checks on the departure o - b of an observation from the ensemble mean.
 * `fixed`: |o - b| <= limit (Kou et al. 2023: 5 ppm). `expected`: (o - b)^2 <= factor^2 (v + R), against the departure
 * that the ensemble variance v and the observation variance R lead to expect.
 */
import { NumericalError } from "../errors.js";

export type Gate =
  /** limit [mol mol-1] */
  | { readonly kind: "fixed"; readonly limit: number }
  /** factor [1] */
  | { readonly kind: "expected"; readonly factor: number };

export const expectedGate: Gate = { kind: "expected", factor: 3.5 };

/**
 * @param departure o - b [mol mol-1]
 * @param ensembleVariance v of the simulated observation [(mol mol-1)^2]
 * @param observationVariance R [(mol mol-1)^2]
 * @param name of the observation, for the error
 * @throws NumericalError where one of them is not finite: a gate must not hide it
 * @example
 * import { fromPpm, passesGate } from "openjdas";
 *
 * passesGate({ kind: "fixed", limit: fromPpm(5) }, fromPpm(6), 0, 0); // => false
 * passesGate({ kind: "expected", factor: 3.5 }, fromPpm(6), fromPpm(1) ** 2, fromPpm(2) ** 2); // => true
 */
export function passesGate(
  gate: Gate,
  departure: number,
  ensembleVariance: number,
  observationVariance: number,
  name = "an observation",
): boolean {
  if (!Number.isFinite(departure + ensembleVariance + observationVariance)) {
    throw new NumericalError({
      where: `gross check of ${name}`,
      found: `departure ${departure}, ensemble variance ${ensembleVariance}, observation variance ${observationVariance}`,
      expected: "finite numbers",
    });
  }
  switch (gate.kind) {
    case "fixed":
      return Math.abs(departure) <= gate.limit;
    case "expected":
      return departure ** 2 <= gate.factor ** 2 * (ensembleVariance + observationVariance);
  }
}
