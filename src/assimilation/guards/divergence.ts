/**
 * Stops a run whose ensemble has diverged, before its numbers mislead. Two measures, each over all cells, because a
 * single shallow night layer may hold a large spread and lose it by noon:
 *     root mean square over cells of (spread / mean) of the lowest-layer mole fraction   <= 0.1
 *     root mean square over cells and members of the natural flux                        <= 100 umol m-2 s-1
 * The first is twice the published initial spread; the second twice what a closed canopy takes up at noon. Eq. 1 of
 * Kou et al. (2023) feeds on itself: near the ground its spread grows about as exp(beta * nightly build-up / C).
 */
import { NumericalError } from "../../errors.js";
import { type Ensemble, firstRows, type LaneLayout } from "../../fields/ensemble.js";
import { meanAndSpread } from "../../fields/members.js";
import { cellInWords } from "../../grids/cellInWords.js";
import type { Grid } from "../../grids/grid.js";
import { formatTime, type Time } from "../../time.js";
import { fromMicromoles, toMicromoles, toPpm } from "../../units.js";
import type { FluxEnsemble } from "../fluxEnsembles/fluxEnsemble.js";

const LARGEST_SPREAD = 0.1;
const LARGEST_FLUX = fromMicromoles(100);

type Place = Pick<Grid, "cells" | "columns" | "longitude" | "latitude">;
type Diverging = Pick<FluxEnsemble, "name" | "remedy">;

/**
 * @param moleFraction rows [level][cell], [mol mol-1]; the lowest level is looked at
 * @throws NumericalError where a member is not finite, a mean is not positive, or the spread is beyond any sense
 */
export function checkMoleFraction(moleFraction: Ensemble, grid: Place, time: Time, { name, remedy }: Diverging): void {
  const { reference, layout } = moleFraction;
  const { members, lanes } = layout;
  const { cells } = grid;
  const data = firstRows(moleFraction, cells);
  let squaredRatios = 0;
  let worst = { cell: 0, ratio: -1, mean: 0, spread: 0 };
  for (let cell = 0; cell < cells; cell++) {
    const { mean: anomaly, spread } = meanAndSpread(data, members, cell * lanes);
    const mean = reference + anomaly;
    const ratio = mean > 0 ? spread / mean : Number.POSITIVE_INFINITY;
    squaredRatios += ratio * ratio;
    if (!(ratio <= worst.ratio)) worst = { cell, ratio, mean, spread };
  }
  const typical = Math.sqrt(squaredRatios / cells);
  if (typical <= LARGEST_SPREAD) return;
  throw new NumericalError({
    where: `flux ensemble "${name}" at ${formatTime(time)}`,
    found:
      `the ensemble has diverged: lowest-layer spread of ${(100 * typical).toFixed(0)} % of the mean over all cells, ` +
      `at worst ${toPpm(worst.spread).toFixed(0)} ppm around ${toPpm(worst.mean).toFixed(0)} ppm at ${cellInWords(grid, worst.cell)}`,
    expected: `a spread below ${100 * LARGEST_SPREAD} % of the mean`,
    remedy,
  });
}

/**
 * @param natural member fluxes, [cell][lane], [mol m-2 s-1]
 * @throws NumericalError where a member is not finite, or the fluxes are beyond any sense
 */
export function checkFluxes(
  natural: Float32Array,
  { members, lanes }: LaneLayout,
  grid: Place,
  time: Time,
  { name, remedy }: Diverging,
): void {
  let squares = 0;
  let worst = { cell: 0, member: 0, size: -1 };
  for (let row = 0; row < natural.length; row += lanes) {
    for (let member = 0; member < members; member++) {
      const value = natural[row + member];
      squares += value * value;
      const beyond = !(Math.abs(value) <= worst.size) && !Number.isNaN(worst.size);
      if (beyond) worst = { cell: row / lanes, member, size: Math.abs(value) };
    }
  }
  const typical = Math.sqrt(squares / ((natural.length / lanes) * members));
  if (typical <= LARGEST_FLUX) return;
  throw new NumericalError({
    where: `flux ensemble "${name}" at ${formatTime(time)}`,
    found:
      `the ensemble has diverged: natural fluxes of ${toMicromoles(typical).toFixed(0)} umol m-2 s-1, root mean square ` +
      `over cells and members, at worst ${toMicromoles(worst.size).toFixed(0)} at ${cellInWords(grid, worst.cell)}, member ${worst.member}`,
    expected: `at most ${toMicromoles(LARGEST_FLUX).toFixed(0)} umol m-2 s-1`,
    remedy,
  });
}
