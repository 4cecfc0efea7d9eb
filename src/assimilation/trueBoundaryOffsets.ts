/**
 * Offset of the lateral boundary by side and height in the truth of a twin, as far as these numbers can tell: with d(x, p)
 * the departure of the truth's inflow from the background in the mean of the day, and w the side's weights of
 * boundaryOffsets.ts,
 *     D(p) = sum_x w(x, side) d(x, p) / sum_x w(x, side),
 * low and high of the side are those whose profile cos(theta) low + sin(theta) high is nearest to D in the mean square over
 * the mass of a column at sea level.
 * The truth departs in another way at each place, height and time: no estimate that is made of offsets can be all of it.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR, STANDARD_PRESSURE } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Time } from "../time.js";
import { perimeterCells } from "../transport/lateralBoundary.js";
import { heightShares, sides, sideWeights } from "./boundaryOffsets.js";
import { type LayerOfMass, layersOfMass, type StructuredErrors } from "./structuredErrors.js";
import type { MoleFractionPerturbations } from "./moleFractionPerturbations.js";

/**
 * @param lane of the truth in `perturbations`
 * @param day  00:00 UTC at which it begins
 * @param structured error of another family than `perturbations`, beside these
 * @returns [side][height] [mol mol-1]
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
  const shares = heightShares(vertical);
  /** [position][level], mean of the day. */
  const departure = new Float64Array(cells.length * layers.length).fill(offset[lane]);
  const hours = SECONDS_PER_DAY / SECONDS_PER_HOUR;
  for (let hour = 0; hour < hours; hour++) {
    const time = day + hour * SECONDS_PER_HOUR;
    const { low, high } = boundary(time, cells);
    const error = structured?.boundary(time);
    cells.forEach((cell, position) => {
      layers.forEach(({ pressure }, level) => {
        const smooth = shares[2 * level] * low[lane][cell] + shares[2 * level + 1] * high[lane][cell];
        const other = error === undefined ? 0 : error(position, pressure, STANDARD_PRESSURE);
        departure[position * layers.length + level] += (smooth + other) / hours;
      });
    });
  }
  const weights = sideWeights(grid);
  return Float64Array.from(
    sides.flatMap((_, side) => {
      const profile = new Float64Array(layers.length);
      let total = 0;
      for (let position = 0; position < cells.length; position++) {
        const weight = weights[position * sides.length + side];
        total += weight;
        for (let level = 0; level < layers.length; level++) {
          profile[level] += weight * departure[position * layers.length + level];
        }
      }
      return nearest(
        profile.map((value) => value / total),
        layers,
        shares,
      );
    }),
  );
}

/** Low and high whose profile is nearest to one, by the normal equations of both. */
function nearest(profile: Float64Array, layers: readonly LayerOfMass[], shares: Float64Array): [number, number] {
  let [ll, lh, hh, l, h] = [0, 0, 0, 0, 0];
  layers.forEach(({ share }, level) => {
    const [low, high] = [shares[2 * level], shares[2 * level + 1]];
    ll += share * low * low;
    lh += share * low * high;
    hh += share * high * high;
    l += share * low * profile[level];
    h += share * high * profile[level];
  });
  const determinant = ll * hh - lh * lh;
  return [(hh * l - lh * h) / determinant, (ll * h - lh * l) / determinant];
}
