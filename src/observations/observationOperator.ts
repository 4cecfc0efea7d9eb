/** The operator of any observation: a column's or a point's; and what it sees of the truth of a twin. */
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { type AirAbove, columnOperator, columnOverOwnGround } from "./columnOperator.js";
import { levelColumnOperator } from "./levelColumnOperator.js";
import type { LinearOperator } from "./linearOperator.js";
import type { Observation } from "./observation.js";
import { pointOperator } from "./pointOperator.js";

/** Of columns: integrals over mass, or the model at the retrieval's levels, as published. */
export const columnForms = ["mass", "levels"] as const;
export type ColumnForm = (typeof columnForms)[number];

const columnOperators = { mass: columnOperator, levels: levelColumnOperator } as const satisfies Record<
  ColumnForm,
  unknown
>;

/** @param surfacePressure [row][column], [Pa] @param above the air over the model top, where it is known; columns see it */
export function observationOperator(
  observation: Observation,
  grid: Grid,
  vertical: VerticalCoordinate,
  surfacePressure: Float64Array,
  form: ColumnForm,
  above?: AirAbove,
): LinearOperator {
  return observation.kind === "column"
    ? columnOperators[form](observation, grid, vertical, surfacePressure, above)
    : pointOperator(observation, grid, vertical, surfacePressure);
}

/** What an observation sees of a twin's truth: a column the air over its own ground, whatever form the model takes. */
export function truthOperator(
  observation: Observation,
  grid: Grid,
  vertical: VerticalCoordinate,
  surfacePressure: Float64Array,
  above?: AirAbove,
): LinearOperator {
  return observation.kind === "column"
    ? columnOverOwnGround(observation, grid, vertical, surfacePressure, above)
    : pointOperator(observation, grid, vertical, surfacePressure);
}
