/**
 * Checked launches of the transport kernels: shapes first, then pointers. All arrays must come from the kernel memory.
 * Lane innermost; `shape` counts columns, rows, levels and lanes.
 */
import { type Kernels, SCRATCH_BYTES } from "./kernels.js";
import { SPACING_CONSTANTS } from "./parabolicSpacing.js";
import { pointer } from "./pointer.js";

export interface TransportShape {
  readonly columns: number;
  readonly rows: number;
  readonly levels: number;
  /** Multiple of 4. */
  readonly lanes: number;
}

export interface HorizontalArrays {
  /** [level][row][column][lane], anomalies of mole fraction; replaced */
  readonly state: Float32Array;
  /** Dry air, [level][row][column], [kg]; replaced */
  readonly mass: Float64Array;
  /** Dry air through faces [kg s-1]: [level][row][column + 1] along x, [level][row + 1][column] along y */
  readonly flux: Float64Array;
  /** Anomalies that flow in, [level][position][lane], positions as in lateralBoundary.ts */
  readonly boundary: Float32Array;
  /** What entered through the ends of each line, [line][lane], [kg x anomaly]; added to */
  readonly inflow: Float64Array;
}

export interface VerticalArrays {
  readonly state: Float32Array;
  readonly mass: Float64Array;
  /** Dry air through interfaces, [level + 1][row][column], [kg s-1], 0 at both ends */
  readonly flux: Float64Array;
  /** Constants of parabolicSpacing.ts, [level][5] */
  readonly spacing: Float32Array;
  /** Turbulent exchange of air, [level + 1][row][column], [kg s-1] */
  readonly exchange: Float64Array;
  /**
   * Air that sinks through interfaces while as much of level 0 rises, [level + 1][row][column], [kg s-1], never growing
   * upwards; a column where the first above ground is 0 has none, and no column has any where it is not given
   */
  readonly nonLocal?: Float64Array;
  /** [row][column][lane], [mol m-2 s-1] */
  readonly emission: Float32Array;
  /** [row][column], [m2] */
  readonly area: Float64Array;
}

/** One sweep of `dt` [s] along x; lines are [level][row]. */
export function launchAdvectX(kernels: Kernels, shape: TransportShape, arrays: HorizontalArrays, dt: number): void {
  const { columns, rows, levels, lanes } = shape;
  const pointers = horizontalPointers(kernels, shape, arrays, (columns + 1) * rows * levels, rows * levels);
  kernels.run("advectX", levels * rows, columns, rows, lanes, dt, ...pointers);
}

/** One sweep of `dt` [s] along y; lines are [level][column]. */
export function launchAdvectY(kernels: Kernels, shape: TransportShape, arrays: HorizontalArrays, dt: number): void {
  const { columns, rows, levels, lanes } = shape;
  const pointers = horizontalPointers(kernels, shape, arrays, columns * (rows + 1) * levels, columns * levels);
  kernels.run("advectY", levels * columns, columns, rows, lanes, dt, ...pointers);
}

/** Vertical advection, mixing and emission of `dt` [s]. @param molarMass of dry air [kg mol-1] */
export function launchMoveVertically(
  kernels: Kernels,
  shape: TransportShape,
  arrays: VerticalArrays,
  dt: number,
  molarMass: number,
): void {
  const { columns, rows, levels, lanes } = shape;
  const cells = columns * rows;
  checkShape(shape);
  const pointers = [
    pointer(kernels, "state", arrays.state, cells * levels * lanes),
    pointer(kernels, "air mass", arrays.mass, cells * levels),
    pointer(kernels, "vertical mass flux", arrays.flux, cells * (levels + 1)),
    pointer(kernels, "spacing", arrays.spacing, levels * SPACING_CONSTANTS),
    pointer(kernels, "exchange", arrays.exchange, cells * (levels + 1)),
    arrays.nonLocal === undefined ? 0 : pointer(kernels, "non-local exchange", arrays.nonLocal, cells * (levels + 1)),
    pointer(kernels, "emission", arrays.emission, cells * lanes),
    pointer(kernels, "cell area", arrays.area, cells),
  ] as const;
  kernels.run("moveVertically", cells, cells, levels, lanes, dt, molarMass, ...pointers);
}

export interface DiffusionArrays {
  /** [level][row][column][lane], anomalies of mole fraction; replaced */
  readonly state: Float32Array;
  /** Dry air, [level][row][column], [kg] */
  readonly mass: Float64Array;
  /** Exchange of air through faces [kg s-1]: [level][row][column + 1] along x, [level][row + 1][column] along y */
  readonly exchange: Float64Array;
}

/** Horizontal diffusion of `dt` [s] along x; lines are [level][row]. */
export function launchDiffuseX(kernels: Kernels, shape: TransportShape, arrays: DiffusionArrays, dt: number): void {
  const { columns, rows, levels, lanes } = shape;
  const pointers = diffusionPointers(kernels, shape, arrays, (columns + 1) * rows * levels);
  kernels.run("diffuseX", levels * rows, columns, rows, lanes, dt, ...pointers);
}

/** Horizontal diffusion of `dt` [s] along y; lines are [level][column]. */
export function launchDiffuseY(kernels: Kernels, shape: TransportShape, arrays: DiffusionArrays, dt: number): void {
  const { columns, rows, levels, lanes } = shape;
  const pointers = diffusionPointers(kernels, shape, arrays, columns * (rows + 1) * levels);
  kernels.run("diffuseY", levels * columns, columns, rows, lanes, dt, ...pointers);
}

export interface DeepConvectionArrays {
  readonly state: Float32Array;
  readonly mass: Float64Array;
  /** Dry air that rises through interfaces, [level + 1][row][column], [kg s-1], 0 at both ends */
  readonly updraft: Float64Array;
  /** Cells of the columns that convect come first, [row x column] */
  readonly active: Int32Array;
}

/** Deep convection of `dt` [s] in the first `count` columns of `active`. */
export function launchConvectDeeply(
  kernels: Kernels,
  shape: TransportShape,
  arrays: DeepConvectionArrays,
  count: number,
  dt: number,
): void {
  const { columns, rows, levels, lanes } = shape;
  const cells = columns * rows;
  checkShape(shape);
  const pointers = [
    pointer(kernels, "state", arrays.state, cells * levels * lanes),
    pointer(kernels, "air mass", arrays.mass, cells * levels),
    pointer(kernels, "updraft", arrays.updraft, cells * (levels + 1)),
    pointer(kernels, "convective columns", arrays.active, cells),
  ] as const;
  kernels.run("convectDeeply", count, cells, levels, lanes, dt, ...pointers);
}

function diffusionPointers(
  kernels: Kernels,
  shape: TransportShape,
  { state, mass, exchange }: DiffusionArrays,
  faces: number,
): readonly [state: number, mass: number, exchange: number] {
  const { columns, rows, levels, lanes } = shape;
  checkShape(shape);
  return [
    pointer(kernels, "state", state, columns * rows * levels * lanes),
    pointer(kernels, "air mass", mass, columns * rows * levels),
    pointer(kernels, "horizontal exchange", exchange, faces),
  ];
}

/**
 * Sums weight x value over the rows of each column. @param totals [column][lane]; overwritten
 * @param weights [row][column] @param values [row][column][lane]; rows of all levels follow each other
 */
export function launchWeightedTotals(
  kernels: Kernels,
  lanes: number,
  columns: number,
  values: Float32Array,
  weights: Float64Array,
  totals: Float64Array,
): void {
  const cells = weights.length;
  if (cells % columns !== 0) throw new RangeError(`${cells} cells are not rows of ${columns} columns`);
  const pointers = [
    pointer(kernels, "values", values, cells * lanes),
    pointer(kernels, "weights", weights, cells),
    pointer(kernels, "totals", totals, columns * lanes),
  ] as const;
  kernels.run("weightedTotals", columns, cells / columns, columns, lanes, ...pointers);
}

function horizontalPointers(
  kernels: Kernels,
  shape: TransportShape,
  { state, mass, flux, boundary, inflow }: HorizontalArrays,
  faces: number,
  lines: number,
): readonly [state: number, mass: number, flux: number, boundary: number, inflow: number] {
  const { columns, rows, levels, lanes } = shape;
  checkShape(shape);
  return [
    pointer(kernels, "state", state, columns * rows * levels * lanes),
    pointer(kernels, "air mass", mass, columns * rows * levels),
    pointer(kernels, "mass flux", flux, faces),
    pointer(kernels, "lateral boundary", boundary, levels * 2 * (columns + rows) * lanes),
    pointer(kernels, "inflow", inflow, lines * lanes),
  ];
}

/** Coefficients of two lines, one gathered line and the work of line.ts must fit into the scratch memory of a thread. */
function checkShape({ columns, rows, levels, lanes }: TransportShape): void {
  if (lanes % 4 !== 0 || lanes <= 0) throw new RangeError(`${lanes} lanes are no positive multiple of 4`);
  if (Math.min(columns, rows, levels) < 2) throw new RangeError("every line needs two cells at least");
  if ((Math.max(columns, rows, levels) + 16) * (128 + 4 * lanes) > SCRATCH_BYTES) {
    throw new RangeError(`a line of ${lanes} lanes does not fit into ${SCRATCH_BYTES} bytes`);
  }
}
