/** The transport model in a flow that ends where it began: fields of the start, the middle and the end. */
import { laneLayout } from "../fields/ensemble.js";
import type { Grid } from "../grids/grid.js";
import { sigmaCoordinate } from "../grids/verticalCoordinate.js";
import type { Kernels } from "../kernels/load.js";
import { createTransportModel } from "../transport/transportModel.js";
import { CLOSED_HOURS, CLOSED_LEVELS, type ClosedFlow, closedFlow, stereographicGrid } from "./closedFlows.js";
import { type ErrorNorms, errorNorms } from "./errorNorms.js";
import { cellMeans, type Shape, shapes } from "./shapes.js";

export interface RoundTrip {
  readonly flow: ClosedFlow;
  readonly grid: Grid;
  /** Of each of `shapes`, [row][column]. */
  readonly fields: readonly {
    readonly name: Shape["name"];
    readonly start: Float64Array;
    readonly half: Float64Array;
    readonly end: Float64Array;
    readonly norms: ErrorNorms;
  }[];
  /** Largest residual of the budget of a shape, relative to its amount. */
  readonly residual: number;
  /** How far any field leaves [0, 1]. */
  readonly overshoot: number;
}

/** @param n cells in each direction, 25 or a multiple: the Courant number is the same, 0.8 at most */
export function roundTrip(kernels: Kernels, flow: ClosedFlow, n: number): RoundTrip {
  const grid = stereographicGrid(n);
  const layout = laneLayout(shapes.length);
  const stepsPerHour = ((flow === "rotation" ? 2 : 1) * n) / 25;
  const model = createTransportModel({
    grid,
    vertical: sigmaCoordinate("two layers", [1, 0.5, 0], 0),
    kernels,
    layout,
    referenceMoleFraction: 0,
    timeStep: 3600 / stepsPerHour,
  });
  const { data } = model.state;
  const starts = shapes.map((shape) => cellMeans(grid, shape));
  starts.forEach((values, lane) => {
    values.forEach((value, cell) => {
      for (let k = 0; k < CLOSED_LEVELS; k++) data[(k * grid.cells + cell) * layout.lanes + lane] = value;
    });
  });
  const fieldsNow = (): Float64Array[] =>
    shapes.map((_, lane) => Float64Array.from({ length: grid.cells }, (__, cell) => data[cell * layout.lanes + lane]));
  const flowOf = closedFlow(flow, grid);
  const exchange = new Float64Array((CLOSED_LEVELS + 1) * grid.cells);
  let halves: Float64Array[] = [];
  for (let hour = 0; hour < CLOSED_HOURS; hour++) {
    if (hour === CLOSED_HOURS / 2) halves = fieldsNow();
    model.advance(flowOf(hour), exchange);
  }
  const ends = fieldsNow();
  const { start: amount, residual } = model.budget.terms();
  return {
    flow,
    grid,
    fields: shapes.map(({ name }, lane) => ({
      name,
      start: starts[lane],
      half: halves[lane],
      end: ends[lane],
      norms: errorNorms(ends[lane], starts[lane], grid.area),
    })),
    residual: Math.max(...shapes.map((_, lane) => Math.abs(residual[lane] / amount[lane]))),
    overshoot: [...halves, ...ends].reduce(
      (worst, values) => values.reduce((greatest, value) => Math.max(greatest, -value, value - 1), worst),
      0,
    ),
  };
}
