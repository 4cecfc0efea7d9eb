/**
 * What the transport model works on, in the kernel memory, and its three sweeps. Shapes and units as in
 * kernels/launchTransport.ts.
 */
import { MOLAR_MASS_DRY_AIR } from "../constants.js";
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
import type { BudgetLedger } from "./carbonBudget.js";
import type { LateralBoundary } from "./lateralBoundary.js";

export interface TransportArrays extends Omit<Required<VerticalArrays>, "flux"> {
  /** For a correction of the air, as `mass`. */
  readonly massDifference: Float64Array;
  readonly xFlux: Float64Array;
  readonly yFlux: Float64Array;
  readonly zFlux: Float64Array;
}

/** @param thickness of the layers, any unit @param cellArea [row][column] [m2] */
export function allocateArrays(
  { memory }: Kernels,
  { columns, rows, levels, lanes }: TransportShape,
  thickness: readonly number[],
  cellArea: Float64Array,
): TransportArrays {
  const cells = columns * rows;
  const arrays = {
    state: memory.float32(levels * cells * lanes),
    mass: memory.float64(levels * cells),
    massDifference: memory.float64(levels * cells),
    xFlux: memory.float64(levels * (columns + 1) * rows),
    yFlux: memory.float64(levels * columns * (rows + 1)),
    zFlux: memory.float64((levels + 1) * cells),
    exchange: memory.float64((levels + 1) * cells),
    nonLocal: memory.float64((levels + 1) * cells),
    emission: memory.float32(cells * lanes),
    area: memory.float64(cells),
    spacing: memory.float32(levels * SPACING_CONSTANTS),
  };
  arrays.area.set(cellArea);
  arrays.spacing.set(parabolicSpacing(thickness));
  return arrays;
}

/** @throws RangeError where a field has another size */
export function setFlow(
  arrays: TransportArrays,
  flow: AirFlow,
  exchange: Float64Array,
  nonLocal: Float64Array | undefined,
): void {
  copyField("mass flux along x", flow.xMassFlux, arrays.xFlux);
  copyField("mass flux along y", flow.yMassFlux, arrays.yFlux);
  copyField("vertical mass flux", flow.zMassFlux, arrays.zFlux);
  copyField("turbulent exchange", exchange, arrays.exchange);
  if (nonLocal === undefined) arrays.nonLocal.fill(0);
  else copyField("non-local exchange", nonLocal, arrays.nonLocal);
}

/** Sweeps of some seconds along x, y and z. */
export function createSweeps(
  kernels: Kernels,
  shape: TransportShape,
  { state, mass, xFlux, yFlux, zFlux, spacing, exchange, nonLocal, emission, area }: TransportArrays,
  { anomalies }: Pick<LateralBoundary, "anomalies">,
  { xInflow, yInflow }: Pick<BudgetLedger, "xInflow" | "yInflow">,
): ((dt: number) => void)[] {
  const alongX = { state, mass, flux: xFlux, boundary: anomalies, inflow: xInflow };
  const alongY = { state, mass, flux: yFlux, boundary: anomalies, inflow: yInflow };
  const alongZ = { state, mass, flux: zFlux, spacing, exchange, nonLocal, emission, area };
  return [
    (dt) => launchAdvectX(kernels, shape, alongX, dt),
    (dt) => launchAdvectY(kernels, shape, alongY, dt),
    (dt) => launchMoveVertically(kernels, shape, alongZ, dt, MOLAR_MASS_DRY_AIR),
  ];
}

/** @throws RangeError where the sizes differ */
export function copyField(name: string, source: Float64Array, target: Float64Array): void {
  if (source.length !== target.length) {
    throw new RangeError(`${name} has ${source.length} values; expected ${target.length}`);
  }
  target.set(source);
}
