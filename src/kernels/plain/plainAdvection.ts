/** Horizontal sweeps by their definition (reference/advectionReference.ts); arguments as in kernels/advectionKernel.ts. */
import type { KernelArguments } from "../kernelTable.js";
import type { PlainKernelMemory } from "../memory.js";
import { parabolicSpacing } from "../parabolicSpacing.js";
import { lineSweep } from "../reference/advectionReference.js";
import { float32At, float64At, gather, scatter, scatterRounded } from "./plainLines.js";

/** Where the lines of a sweep lie: offsets of line l, and steps from cell to cell, in cells, faces and positions. */
interface Lines {
  readonly cells: number;
  readonly stride: number;
  readonly first: (line: number) => number;
  readonly firstFace: (line: number) => number;
  /** Position of what flows in at the first face, and how far on that of the last lies. */
  readonly position: (line: number) => number;
  readonly opposite: number;
}

/** Lines are [level][row]. */
export function advectX(memory: PlainKernelMemory, count: number, ...values: KernelArguments<"advectX">): void {
  const [columns, rows] = values;
  advect(memory, count, values, {
    cells: columns,
    stride: 1,
    first: (line) => line * columns,
    firstFace: (line) => line * (columns + 1),
    position: (line) => Math.floor(line / rows) * 2 * (columns + rows) + (line % rows),
    opposite: rows,
  });
}

/** Lines are [level][column]. */
export function advectY(memory: PlainKernelMemory, count: number, ...values: KernelArguments<"advectY">): void {
  const [columns, rows] = values;
  advect(memory, count, values, {
    cells: rows,
    stride: columns,
    first: (line) => Math.floor(line / columns) * rows * columns + (line % columns),
    firstFace: (line) => Math.floor(line / columns) * (rows + 1) * columns + (line % columns),
    position: (line) => Math.floor(line / columns) * 2 * (columns + rows) + 2 * rows + (line % columns),
    opposite: columns,
  });
}

function advect(
  memory: PlainKernelMemory,
  count: number,
  [columns, rows, lanes, dt, statePointer, ...pointers]: KernelArguments<"advectX" | "advectY">,
  { cells, stride, first, firstFace, position, opposite }: Lines,
): void {
  const [massPointer, fluxPointer, boundaryPointer, inflowPointer] = pointers;
  const levels = Math.ceil((count * cells) / (columns * rows));
  const state = float32At(memory, statePointer, levels * columns * rows * lanes);
  const mass = float64At(memory, massPointer, levels * columns * rows);
  const flux = float64At(memory, fluxPointer, (levels * columns * rows * (cells + 1)) / cells);
  const boundary = float32At(memory, boundaryPointer, levels * 2 * (columns + rows) * lanes);
  const inflow = float64At(memory, inflowPointer, count * lanes);
  const spacing = parabolicSpacing(new Float64Array(cells).fill(1));
  const air = { mass: new Float64Array(cells), flux: new Float64Array(cells + 1) };
  const line = new Float64Array(cells);
  for (let l = 0; l < count; l++) {
    gather(mass, first(l), stride, air.mass);
    gather(flux, firstFace(l), stride, air.flux);
    const sweep = lineSweep(air, spacing, dt);
    scatter(air.mass, mass, first(l), stride);
    for (let lane = 0; lane < lanes; lane++) {
      const start = first(l) * lanes + lane;
      const entry = position(l) * lanes + lane;
      gather(state, start, stride * lanes, line);
      inflow[l * lanes + lane] += sweep(line, boundary[entry], boundary[entry + opposite * lanes]);
      scatterRounded(line, air.mass, state, start, stride * lanes);
    }
  }
}
