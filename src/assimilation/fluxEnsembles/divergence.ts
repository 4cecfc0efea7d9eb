/**
 * The guard of the published flux forecast. Its perturbations feed on themselves: near the ground the spread of the
 * mole fraction grows about as exp(beta * nightly build-up / C). A run is stopped before its numbers mislead. The
 * measure is the spread over all cells, because a single shallow night layer may hold a large spread and lose it by
 * noon.
 */
import { NumericalError } from "../../errors.js";
import type { Ensemble } from "../../fields/ensemble.js";
import { formatTime, type Time } from "../../time.js";
import { toPpm } from "../../units.js";

/** Largest root mean square over cells of spread / mean: twice the published initial spread. */
const LIMIT = 0.1;

/**
 * @param moleFraction rows [level][cell], [mol mol-1]; the lowest level is looked at
 * @throws NumericalError where a member is not finite, a mean is not positive, or the spread is beyond LIMIT
 */
export function checkDivergence({ data, reference, layout }: Ensemble, cells: number, time: Time, form: string): void {
  const { members, lanes } = layout;
  let squaredRatios = 0;
  let worst = { cell: 0, ratio: -1, mean: 0, spread: 0 };
  for (let cell = 0; cell < cells; cell++) {
    let sum = 0;
    for (let member = 0; member < members; member++) sum += data[cell * lanes + member];
    const anomaly = sum / members;
    let squares = 0;
    for (let member = 0; member < members; member++) squares += (data[cell * lanes + member] - anomaly) ** 2;
    const mean = reference + anomaly;
    const spread = Math.sqrt(squares / (members - 1));
    const ratio = mean > 0 ? spread / mean : Number.POSITIVE_INFINITY;
    squaredRatios += ratio * ratio;
    if (!(ratio <= worst.ratio)) worst = { cell, ratio, mean, spread };
  }
  const typical = Math.sqrt(squaredRatios / cells);
  if (typical <= LIMIT) return;
  throw new NumericalError({
    where: `flux ensemble "${form}" at ${formatTime(time)}`,
    found:
      `the ensemble has diverged: lowest-layer spread of ${(100 * typical).toFixed(0)} % of the mean over all cells, ` +
      `at worst ${toPpm(worst.spread).toFixed(0)} ppm around ${toPpm(worst.mean).toFixed(0)} ppm in cell ${worst.cell}`,
    expected: `a spread below ${100 * LIMIT} % of the mean`,
    remedy:
      'use the ensemble form "persistent", a smaller beta, or a bound on the factor; eq. 1 with beta = 80 is known to diverge in summer',
  });
}
