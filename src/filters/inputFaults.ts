/**
 * What the float64 filters (ensrf.ts, letkf.ts) must not be given, and the errors that name array, row or observation.
 * Lengths that do not fit are a RangeError, numbers that cannot be analysed a NumericalError.
 */
import { NumericalError } from "../errors.js";
import type { ObservationVector, PerturbedRows } from "./perturbedRows.js";
import { perturbationVariance } from "./sampleMoments.js";

type FilterName = "ensrf" | "letkf";

/** How far a taper may leave [0, 1]: a polynomial in single precision does so near 0 and 1, to no harm. */
const ROUND_OFF = 1e-6;

/**
 * @throws RangeError where arrays or members do not fit together
 * @throws NumericalError where a number is not finite, or R and spread of an observation leave nothing to divide by
 */
export function checkInput(filter: FilterName, state: PerturbedRows, observations: ObservationVector): void {
  checkLengths(filter, state, observations);
  checkFinite(filter, "state", state);
  checkFinite(filter, "simulated", observations.simulated);
  for (let o = 0; o < observations.values.length; o++) checkObservation(filter, observations, o);
}

/** @throws NumericalError where HPH + R, by which the gain of an observation is divided, is no positive number */
export function checkDivisor(filter: FilterName, observation: number, hph: number, errorVariance: number): void {
  const divisor = hph + errorVariance;
  if (divisor > 0 && divisor < Infinity) return;
  throw new NumericalError({
    where: `${filter}, observation ${observation}`,
    found: `variance over the members ${hph}, error variance ${errorVariance}`,
    expected: "a positive, finite sum of both",
    remedy: "an observation without error needs members that differ where it is taken",
  });
}

/**
 * @param target what the taper is of: a row of the state or a simulated observation
 * @returns the taper
 * @throws NumericalError where it is not in [0, 1]
 */
export function checkedTaper(
  filter: FilterName,
  taper: number,
  observation: number,
  target: "state" | "simulated",
  row: number,
): number {
  if (taper >= -ROUND_OFF && taper <= 1 + ROUND_OFF) return taper;
  throw new NumericalError({
    where: `${filter}, observation ${observation}`,
    found: `its taper on row ${row} of \`${target}\` is ${taper}`,
    expected: "a number in [0, 1]",
  });
}

function checkLengths(
  filter: FilterName,
  state: PerturbedRows,
  { values, errorVariances, simulated }: ObservationVector,
): void {
  const { members } = state;
  if (!Number.isInteger(members) || members < 2) {
    throw new NumericalError({
      where: `${filter}, state`,
      found: `${members} members`,
      expected: "2 or more: a variance is over members that differ",
    });
  }
  const observed = values.length;
  if (observed > 0 && simulated.members !== members) {
    throw new RangeError(
      `${filter}: simulated has ${simulated.members} members; expected ${members}, those of the state`,
    );
  }
  checkLength(filter, "errorVariances", errorVariances, observed, "one an observation");
  checkLength(filter, "simulated.mean", simulated.mean, observed, "one an observation");
  for (const [name, { mean, perturbations }] of [
    ["simulated", simulated],
    ["state", state],
  ] as const) {
    const expected = mean.length * members;
    checkLength(filter, `${name}.perturbations`, perturbations, expected, `${mean.length} rows of ${members} members`);
  }
}

function checkLength(
  filter: FilterName,
  name: string,
  { length }: Float64Array,
  expected: number,
  meaning: string,
): void {
  if (length === expected) return;
  throw new RangeError(`${filter}: ${name} has ${length} values; expected ${expected}, ${meaning}`);
}

function checkFinite(
  filter: FilterName,
  name: "state" | "simulated",
  { members, mean, perturbations }: PerturbedRows,
): void {
  const fault = (row: number, found: string): NumericalError =>
    new NumericalError({
      where: name === "simulated" ? `${filter}, observation ${row}` : `${filter}, row ${row} of \`state\``,
      found,
      expected: "a finite number",
      remedy: "the forecast has failed before: look at what made the members",
    });
  const what = name === "simulated" ? "simulated observation" : "row";
  for (let row = 0; row < mean.length; row++) {
    if (!Number.isFinite(mean[row])) throw fault(row, `the mean of the ${what} is ${mean[row]}`);
  }
  for (let i = 0; i < perturbations.length; i++) {
    if (Number.isFinite(perturbations[i])) continue;
    throw fault(Math.floor(i / members), `the perturbation of member ${i % members} is ${perturbations[i]}`);
  }
}

function checkObservation(
  filter: FilterName,
  { values, errorVariances, simulated }: ObservationVector,
  observation: number,
): void {
  const value = values[observation];
  const errorVariance = errorVariances[observation];
  const weighable = filter === "letkf" ? errorVariance > 0 : errorVariance >= 0;
  if (!Number.isFinite(value) || !Number.isFinite(errorVariance) || !weighable) {
    throw new NumericalError({
      where: `${filter}, observation ${observation}`,
      found: `value ${value}, error variance ${errorVariance}`,
      expected:
        filter === "letkf"
          ? "a finite value and a positive error variance, by which this filter divides"
          : "a finite value and an error variance of 0 or more",
    });
  }
  const { members, perturbations } = simulated;
  const hph = perturbationVariance(perturbations, members, observation * members);
  checkDivisor(filter, observation, hph, errorVariance);
}
