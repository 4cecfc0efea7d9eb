/** The operator of any observation: a column's or a point's. */
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { type AirAbove, columnOperator } from "./columnOperator.js";
import type { LinearOperator } from "./linearOperator.js";
import type { Observation } from "./observation.js";
import { pointOperator } from "./pointOperator.js";

/** @param surfacePressure [row][column], [Pa] @param above the air over the model top, where it is known; columns see it */
export function observationOperator(
  observation: Observation,
  grid: Grid,
  vertical: VerticalCoordinate,
  surfacePressure: Float64Array,
  above?: AirAbove,
): LinearOperator {
  return observation.kind === "column"
    ? columnOperator(observation, grid, vertical, surfacePressure, above)
    : pointOperator(observation, grid, vertical, surfacePressure);
}
