/**
 * The air mass during split sweeps. A sweep along one dimension alone may take much of a cell's air, which the others
 * bring back; the step must be short enough that enough is left in between.
 */
import { NumericalError } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import type { AirFlow } from "../meteorology/massFluxes.js";
import { formatTime } from "../time.js";

/** Share of its air that a cell may lose between sweeps. */
const GREATEST_LOSS = 0.8;
const MOST_DIVISIONS = 100;

/**
 * Parts into which a step must be divided so that no cell loses more than 80 % of its air in the sweeps x, x-y or z, z-y
 * (sweepOrder.ts). The mass is linear in time, so its least value is that of an end of the hour.
 * @param dt [s]
 * @throws NumericalError where more than 100 parts would be needed
 */
export function divideStep(flow: AirFlow, { columns, rows }: Pick<Grid, "columns" | "rows">, dt: number): number {
  const { airMass, airMassEnd, xMassFlux, yMassFlux, zMassFlux } = flow;
  const cells = columns * rows;
  let worst = 0;
  for (let line = 0, i = 0; i < airMass.length; line++) {
    const toSouth = Math.floor(line / rows) * columns;
    for (let west = i + line; i < (line + 1) * columns; i++, west++) {
      const south = i + toSouth;
      const x = xMassFlux[west] - xMassFlux[west + 1];
      const y = yMassFlux[south] - yMassFlux[south + columns];
      const z = zMassFlux[i] - zMassFlux[i + cells];
      const lost = -dt * Math.min(x, x + y, z, z + y);
      const least = Math.min(airMass[i], airMassEnd[i]);
      // Nearly all cells end here, without a division; what is no number does not.
      if (lost <= worst * least) continue;
      const loss = lost / least;
      if (!(loss < MOST_DIVISIONS * GREATEST_LOSS)) throw tooFast(flow, columns, cells, i, loss, dt);
      worst = Math.max(worst, loss);
    }
  }
  return Math.max(1, Math.ceil(worst / GREATEST_LOSS));
}

function tooFast(flow: AirFlow, columns: number, cells: number, at: number, loss: number, dt: number): NumericalError {
  const cell = at % cells;
  return new NumericalError({
    where: `air flow at ${formatTime(flow.time)}, level ${Math.floor(at / cells)}, row ${Math.floor(cell / columns)}, column ${cell % columns}`,
    found: `one sweep of ${dt} s would take ${loss.toPrecision(3)} times the air of the cell`,
    expected: `less than ${MOST_DIVISIONS * GREATEST_LOSS} times, so that shorter steps can help`,
    remedy: "check the winds [m s-1] and the surface pressure [Pa] of that hour",
  });
}
