/**
 * Column CO2 as the satellite would see the model (Kou et al. 2023, eq. 2; Connor et al. 2008), dry air:
 *
 *     XCO2 = XCO2_prior + sum_k h_k A_k (y_k - y_k,prior)
 *
 * y_k is the model's column at retrieval level k: linear in pressure between the middles of the layers, the lowest layer
 * below the lowest middle, the highest layer between its middle and the model top. Levels above the model top take
 * the background's stratosphere where one is given, else the retrieval's prior (no departure). Each of the four cells around a sounding has its own surface pressure.
 * For one sounding and one surface pressure all this is a sparse linear form in the mole fractions of the model.
 */
import type { Ensemble } from "../fields/ensemble.js";
import type { Grid } from "../grids/grid.js";
import { bilinearWeights } from "../grids/interpolation.js";
import { interfacePressure, levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Retrieval } from "./retrieval.js";

/** XCO2 = constant + sum_j weights[j] q[rows[j]] */
export interface ColumnOperator {
  /** Index into [level][row][column]. */
  readonly rows: Int32Array;
  /** [1] */
  readonly weights: Float64Array;
  /** [mol mol-1] */
  readonly constant: number;
}

/** Mole fraction above the model top, over a cell at a pressure [Pa], [mol mol-1]. */
type AirAbove = (cell: number, pressure: number) => number;

/** @param surfacePressure [row][column], [Pa] */
export function columnOperator(
  retrieval: Retrieval,
  grid: Grid,
  vertical: VerticalCoordinate,
  surfacePressure: Float64Array,
  above?: AirAbove,
): ColumnOperator {
  const { pressure, averagingKernel, pressureWeight, priorProfile } = retrieval;
  const sums = new Map<number, number>();
  let constant = retrieval.priorXco2;
  for (const { cell, weight } of bilinearWeights(grid, retrieval.longitude, retrieval.latitude)) {
    const ps = surfacePressure[cell];
    const middles = Array.from({ length: vertical.levels }, (_, level) => levelPressure(vertical, level, ps));
    const top = interfacePressure(vertical, vertical.levels, ps);
    for (let k = 0; k < pressure.length; k++) {
      const factor = weight * pressureWeight[k] * averagingKernel[k];
      if (pressure[k] < top) {
        if (above !== undefined) constant += factor * (above(cell, pressure[k]) - priorProfile[k]);
        continue;
      }
      constant -= factor * priorProfile[k];
      for (const { level, share } of levelsAt(pressure[k], middles)) {
        const row = level * grid.cells + cell;
        sums.set(row, (sums.get(row) ?? 0) + factor * share);
      }
    }
  }
  return { rows: Int32Array.from(sums.keys()), weights: Float64Array.from(sums.values()), constant };
}

/** Column of every lane. @param ensemble mole fractions, [level][row][column][lane] @param out [lane], [mol mol-1] */
export function simulateColumn(operator: ColumnOperator, ensemble: Ensemble, out: Float64Array): void {
  const { rows, weights, constant } = operator;
  const { data, reference } = ensemble;
  const { lanes } = ensemble.layout;
  let sum = 0;
  for (const weight of weights) sum += weight;
  out.fill(constant + reference * sum, 0, lanes);
  for (let j = 0; j < rows.length; j++) {
    const start = rows[j] * lanes;
    const weight = weights[j];
    for (let lane = 0; lane < lanes; lane++) out[lane] += weight * data[start + lane];
  }
}

/** @param middles pressures of the layers' middles, falling [Pa] */
function levelsAt(pressure: number, middles: readonly number[]): { level: number; share: number }[] {
  const highest = middles.length - 1;
  if (pressure >= middles[0]) return [{ level: 0, share: 1 }];
  if (pressure <= middles[highest]) return [{ level: highest, share: 1 }];
  const above = middles.findIndex((middle) => middle < pressure);
  const share = (middles[above - 1] - pressure) / (middles[above - 1] - middles[above]);
  return [
    { level: above - 1, share: 1 - share },
    { level: above, share },
  ];
}
