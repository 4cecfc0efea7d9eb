/**
 * Offset of the lateral boundary by side in the truth of a twin, as far as one number a side and day can tell: the
 * departure d of the truth's inflow from the background,
 *     offset(side) = sum_x w(x, side) <d(x)> / sum_x w(x, side),
 * with w the side's weights of boundaryOffsets.ts and <> the mean over the hours of the day and the mass of the column.
 * The truth departs in another way at each place, height and time: no estimate that is made of offsets can be all of it.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR, STANDARD_PRESSURE } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Time } from "../time.js";
import { perimeterCells } from "../transport/lateralBoundary.js";
import { sides, sideWeights } from "./boundaryOffsets.js";
import { type LayerOfMass, layersOfMass, type StructuredErrors } from "./structuredErrors.js";
import { blendAngle, type MoleFractionPerturbations } from "./moleFractionPerturbations.js";

/**
 * @param lane of the truth in `perturbations`
 * @param day  00:00 UTC at which it begins
 * @param structured error of another family than `perturbations`, beside these
 * @returns [side] [mol mol-1]
 */
export function trueBoundaryOffsets(
  grid: Pick<Grid, "columns" | "rows" | "unitVectors">,
  vertical: VerticalCoordinate,
  { boundary, offset }: Pick<MoleFractionPerturbations, "boundary" | "offset">,
  lane: number,
  day: Time,
  structured?: Pick<StructuredErrors, "boundary">,
): Float64Array {
  const cells = perimeterCells(grid);
  const layers = layersOfMass(vertical);
  const { low, high } = sharesOverMass(layers);
  const departure = new Float64Array(cells.length).fill(offset[lane]);
  const hours = SECONDS_PER_DAY / SECONDS_PER_HOUR;
  for (let hour = 0; hour < hours; hour++) {
    const fields = boundary(day + hour * SECONDS_PER_HOUR, cells);
    cells.forEach((cell, position) => {
      departure[position] += (low * fields.low[lane][cell] + high * fields.high[lane][cell]) / hours;
    });
    const error = structured?.boundary(day + hour * SECONDS_PER_HOUR);
    if (error === undefined) continue;
    for (let position = 0; position < cells.length; position++) {
      for (const { pressure, share } of layers) {
        departure[position] += (share * error(position, pressure, STANDARD_PRESSURE)) / hours;
      }
    }
  }
  const weights = sideWeights(grid);
  return Float64Array.from(sides, (_, side) => {
    let [sum, total] = [0, 0];
    departure.forEach((value, position) => {
      const weight = weights[position * sides.length + side];
      sum += weight * value;
      total += weight;
    });
    return sum / total;
  });
}

/** Mean share of both smooth fields of a perturbation, over the mass of a column that stands at sea level [1]. */
function sharesOverMass(layers: readonly LayerOfMass[]): { low: number; high: number } {
  let [low, high] = [0, 0];
  for (const { pressure, share } of layers) {
    const angle = blendAngle(pressure, STANDARD_PRESSURE);
    low += share * Math.cos(angle);
    high += share * Math.sin(angle);
  }
  return { low, high };
}
