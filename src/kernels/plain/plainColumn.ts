/**
 * The vertical step by its definitions (advectionReference.ts, verticalMixingReference.ts and
 * convectiveMixingReference.ts of reference/); arguments as in kernels/columnKernel.ts.
 */
import type { KernelArguments } from "../kernelTable.js";
import type { PlainKernelMemory } from "../memory.js";
import { SPACING_CONSTANTS } from "../parabolicSpacing.js";
import { lineSweep } from "../reference/advectionReference.js";
import { columnConvection } from "../reference/convectiveMixingReference.js";
import { columnMixing } from "../reference/verticalMixingReference.js";
import { float32At, float64At, gather, scatter, scatterRounded } from "./plainLines.js";

export function moveVertically(
  memory: PlainKernelMemory,
  count: number,
  ...values: KernelArguments<"moveVertically">
): void {
  const [cells, levels, lanes, dt, molarMass, ...pointers] = values;
  const state = float32At(memory, pointers[0], levels * cells * lanes);
  const mass = float64At(memory, pointers[1], levels * cells);
  const flux = float64At(memory, pointers[2], (levels + 1) * cells);
  const spacing = Float64Array.from(float32At(memory, pointers[3], levels * SPACING_CONSTANTS));
  const exchange = float64At(memory, pointers[4], (levels + 1) * cells);
  const nonLocal = pointers[5] === 0 ? undefined : float64At(memory, pointers[5], (levels + 1) * cells);
  const emission = float32At(memory, pointers[6], cells * lanes);
  const area = float64At(memory, pointers[7], cells);
  const air = { mass: new Float64Array(levels), flux: new Float64Array(levels + 1) };
  const turbulent = new Float64Array(levels + 1);
  const sinking = new Float64Array(levels + 1);
  const column = new Float64Array(levels);
  for (let cell = 0; cell < count; cell++) {
    gather(mass, cell, cells, air.mass);
    gather(flux, cell, cells, air.flux);
    gather(exchange, cell, cells, turbulent);
    const sweep = lineSweep(air, spacing, dt);
    scatter(air.mass, mass, cell, cells);
    if (nonLocal !== undefined) gather(nonLocal, cell, cells, sinking);
    const still = { mass: air.mass, exchange: turbulent };
    const mix = sinking[1] > 0 ? columnConvection({ ...still, nonLocal: sinking }, dt) : columnMixing(still, dt);
    for (let lane = 0; lane < lanes; lane++) {
      const start = cell * lanes + lane;
      gather(state, start, cells * lanes, column);
      sweep(column, 0, 0);
      mix(column, emission[start] * area[cell] * molarMass);
      scatterRounded(column, air.mass, state, start, cells * lanes);
    }
  }
}
