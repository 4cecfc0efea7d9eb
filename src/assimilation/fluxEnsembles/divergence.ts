/**
 * The guard of the published flux forecast. Its perturbations feed on themselves: near the ground the spread of the
 * mole fraction grows about as exp(beta * nightly build-up / C). A run is stopped before its numbers mislead.
 */
import { NumericalError } from "../../errors.js";
import type { Ensemble } from "../../fields/ensemble.js";
import { formatTime, type Time } from "../../time.js";
import { toPpm } from "../../units.js";

/** Largest spread of the lowest-layer mole fraction relative to its mean: twice the published initial spread. */
const LIMIT = 0.1;

/**
 * @param moleFraction rows [level][cell], [mol mol-1]; the lowest level is looked at
 * @throws NumericalError where a member is not finite or the spread in a cell is beyond LIMIT of the mean
 */
export function checkDivergence({ data, reference, layout }: Ensemble, cells: number, time: Time, form: string): void {
  const { members, lanes } = layout;
  for (let cell = 0; cell < cells; cell++) {
    let sum = 0;
    for (let member = 0; member < members; member++) sum += data[cell * lanes + member];
    const anomaly = sum / members;
    let squares = 0;
    for (let member = 0; member < members; member++) squares += (data[cell * lanes + member] - anomaly) ** 2;
    const mean = reference + anomaly;
    const spread = Math.sqrt(squares / (members - 1));
    if (mean > 0 && spread <= LIMIT * mean) continue;
    throw new NumericalError({
      where: `flux ensemble "${form}" at ${formatTime(time)}, cell ${cell}`,
      found:
        `the ensemble has diverged: lowest-layer mole fraction ${toPpm(mean).toFixed(1)} ppm, ` +
        `spread ${toPpm(spread).toFixed(1)} ppm`,
      expected: `a spread below ${100 * LIMIT} % of the mean`,
      remedy:
        'use the ensemble form "persistent", a smaller beta, or a bound on the factor; eq. 1 with beta = 80 is known to diverge in summer',
    });
  }
}
