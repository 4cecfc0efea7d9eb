/**
 * The air mass during split sweeps. A sweep along one dimension alone may take much of a cell's air, which the others
 * bring back; the step must be short enough that enough is left in between.
 */
import { NumericalError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import type { AirFlow } from "../meteorology/massFluxes.js";
import { formatTime } from "../time.js";
import { type DealtGrid, type Share, undealtGrid } from "./dealtGrid.js";

/** Share of its air that a cell may lose between sweeps. */
const GREATEST_LOSS = 0.8;
const MOST_DIVISIONS = 100;
const MOST_LOSS = MOST_DIVISIONS * GREATEST_LOSS;

type Shape = Pick<Grid, "columns" | "rows">;

/**
 * Parts into which a step must be divided so that no cell loses more than 80 % of its air in the sweeps x, x-y or z, z-y
 * (sweepOrder.ts). The mass is linear in time, so its least value is that of an end of the hour.
 * @param flow of the whole grid @param dt [s] @param dealt whose process looks at its rows, and hears what the others have found
 * @throws NumericalError where more than 100 parts would be needed
 */
export function divideStep(
  flow: AirFlow,
  grid: Shape,
  dt: number,
  { rows, greatest }: Pick<DealtGrid, "rows" | "greatest"> = undealtGrid(grid),
): number {
  const worst = greatest(greatestLoss(flow, grid, rows, dt).loss);
  if (!(worst < MOST_LOSS)) throw tooFast(flow, grid, dt);
  return Math.max(1, Math.ceil(worst / GREATEST_LOSS));
}

/** What a cell loses at most in a sweep, as a share of its air, and in which; the first that loses far too much ends it. */
function greatestLoss(
  { airMass, airMassEnd, xMassFlux, yMassFlux, zMassFlux }: AirFlow,
  { columns, rows }: Shape,
  { first, count }: Share,
  dt: number,
): { readonly loss: number; readonly at: number } {
  const cells = columns * rows;
  let worst = 0;
  let at = 0;
  for (let level = 0; level * cells < airMass.length; level++) {
    for (let line = level * rows + first; line < level * rows + first + count; line++) {
      const toSouth = level * columns;
      for (let i = line * columns, west = i + line; i < (line + 1) * columns; i++, west++) {
        const south = i + toSouth;
        const x = xMassFlux[west] - xMassFlux[west + 1];
        const y = yMassFlux[south] - yMassFlux[south + columns];
        const z = zMassFlux[i] - zMassFlux[i + cells];
        const lost = -dt * Math.min(x, x + y, z, z + y);
        const least = Math.min(airMass[i], airMassEnd[i]);
        // Nearly all cells end here, without a division; what is no number does not.
        if (lost <= worst * least) continue;
        const loss = lost / least;
        at = i;
        if (!(loss < MOST_LOSS)) return { loss, at };
        worst = Math.max(worst, loss);
      }
    }
  }
  return { loss: worst, at };
}

function tooFast(flow: AirFlow, { columns, rows }: Shape, dt: number): NumericalError {
  const { loss, at } = greatestLoss(flow, { columns, rows }, { first: 0, count: rows }, dt);
  const cell = at % (columns * rows);
  return new NumericalError({
    where: `air flow at ${formatTime(flow.time)}, level ${Math.floor(at / (columns * rows))}, row ${Math.floor(cell / columns)}, column ${cell % columns}`,
    found: `one sweep of ${dt} s would take ${loss.toPrecision(3)} times the air of the cell`,
    expected: `less than ${MOST_LOSS} times, so that shorter steps can help`,
    remedy: "check the winds [m s-1] and the surface pressure [Pa] of that hour",
  });
}
