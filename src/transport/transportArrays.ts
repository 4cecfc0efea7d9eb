/**
 * What the transport model works on, in the kernel memory, and its three sweeps. Shapes and units as in
 * kernels/launchTransport.ts, of the rows and of the columns that a process has (dealtGrid.ts); where it has all of both, they are the
 * same arrays.
 */
import { MOLAR_MASS_DRY_AIR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import {
  launchAdvectX,
  launchAdvectY,
  launchMoveVertically,
  type TransportShape,
  type VerticalArrays,
} from "../kernels/launchTransport.js";
import type { Kernels } from "../kernels/load.js";
import { parabolicSpacing, SPACING_CONSTANTS } from "../kernels/parabolicSpacing.js";
import type { AirFlow } from "../meteorology/massFluxes.js";
import { copyColumns, copyRows, type DealtGrid } from "./dealtGrid.js";

/** In either. */
interface Cells {
  readonly shape: TransportShape;
  readonly state: Float32Array;
  readonly mass: Float64Array;
  /** Of the sides of a grid of this shape (lateralBoundary.ts). */
  readonly boundary: Float32Array;
}

export interface ColumnArrays extends Cells, Omit<Required<VerticalArrays>, "flux"> {
  /** For a correction of the air, as `mass`. */
  readonly massDifference: Float64Array;
  readonly yFlux: Float64Array;
  readonly zFlux: Float64Array;
}

export interface RowArrays extends Cells {
  readonly xFlux: Float64Array;
}

export interface TransportArrays {
  readonly inColumns: ColumnArrays;
  readonly inRows: RowArrays;
}

/** @param boundary of all sides @param thickness of the layers, any unit */
export function allocateArrays(
  { memory }: Kernels,
  { columns, rows, area }: Pick<Grid, "columns" | "rows" | "area">,
  lanes: number,
  dealt: DealtGrid,
  boundary: Float32Array,
  thickness: readonly number[],
): TransportArrays {
  const levels = thickness.length;
  const [ownColumns, ownRows] = [dealt.columns.count, dealt.rows.count];
  const isAll = ownRows === rows && ownColumns === columns;
  const cellsOf = (shape: TransportShape): Cells => {
    const values = levels * shape.columns * shape.rows;
    return {
      shape,
      state: memory.float32(values * lanes),
      mass: memory.float64(values),
      boundary: isAll ? boundary : memory.float32(levels * 2 * (shape.columns + shape.rows) * lanes),
    };
  };
  const cells = rows * ownColumns;
  const columnCells = cellsOf({ columns: ownColumns, rows, levels, lanes });
  const inColumns = {
    ...columnCells,
    massDifference: memory.float64(levels * cells),
    yFlux: memory.float64(levels * (rows + 1) * ownColumns),
    zFlux: memory.float64((levels + 1) * cells),
    exchange: memory.float64((levels + 1) * cells),
    nonLocal: memory.float64((levels + 1) * cells),
    emission: memory.float32(cells * lanes),
    area: memory.float64(cells),
    spacing: memory.float32(levels * SPACING_CONSTANTS),
  };
  copyColumns("cell area", area, columns, dealt.columns, inColumns.area);
  inColumns.spacing.set(parabolicSpacing(thickness));
  const inRows = {
    ...(isAll ? columnCells : cellsOf({ columns, rows: ownRows, levels, lanes })),
    xFlux: memory.float64(levels * ownRows * (columns + 1)),
  };
  return { inColumns, inRows };
}

/** @param flow,exchange,nonLocal of the whole grid @throws RangeError where a field has another size */
export function setFlow(
  { inRows, inColumns }: TransportArrays,
  { columns, rows }: Pick<Grid, "columns" | "rows">,
  dealt: DealtGrid,
  flow: AirFlow,
  exchange: Float64Array,
  nonLocal: Float64Array | undefined,
): void {
  const ownColumns = (name: string, field: Float64Array, target: Float64Array): void =>
    copyColumns(name, field, columns, dealt.columns, target);
  copyRows("mass flux along x", flow.xMassFlux, { rows, length: columns + 1 }, dealt.rows, inRows.xFlux);
  ownColumns("mass flux along y", flow.yMassFlux, inColumns.yFlux);
  ownColumns("vertical mass flux", flow.zMassFlux, inColumns.zFlux);
  ownColumns("turbulent exchange", exchange, inColumns.exchange);
  if (nonLocal === undefined) inColumns.nonLocal.fill(0);
  else ownColumns("non-local exchange", nonLocal, inColumns.nonLocal);
}

/** A sweep, and in which of its cells a process makes it. */
export interface Sweep {
  readonly of: "rows" | "columns";
  /** Of some seconds. */
  readonly run: (dt: number) => void;
}

/** @param inflow what enters each line, [line][lane]; added to */
export function createSweeps(
  kernels: Kernels,
  { inRows, inColumns }: TransportArrays,
  inflow: { readonly x: Float64Array; readonly y: Float64Array },
): readonly [alongX: Sweep, alongY: Sweep, alongZ: Sweep] {
  const alongX = { ...inRows, flux: inRows.xFlux, inflow: inflow.x };
  const alongY = { ...inColumns, flux: inColumns.yFlux, inflow: inflow.y };
  const alongZ = { ...inColumns, flux: inColumns.zFlux };
  return [
    { of: "rows", run: (dt) => launchAdvectX(kernels, inRows.shape, alongX, dt) },
    { of: "columns", run: (dt) => launchAdvectY(kernels, inColumns.shape, alongY, dt) },
    { of: "columns", run: (dt) => launchMoveVertically(kernels, inColumns.shape, alongZ, dt, MOLAR_MASS_DRY_AIR) },
  ];
}
