/**
 * Horizontal diffusion and deep convection by their definitions (horizontalDiffusionReference.ts and
 * deepConvectionReference.ts of reference/); arguments as in the kernels of these names.
 */
import type { KernelArguments } from "../kernelTable.js";
import type { PlainKernelMemory } from "../memory.js";
import { convectDeeply as convectColumn } from "../reference/deepConvectionReference.js";
import { diffuseLine } from "../reference/horizontalDiffusionReference.js";
import { float32At, float64At, gather, int32At, scatterRounded } from "./plainLines.js";

export function diffuseX(memory: PlainKernelMemory, count: number, ...values: KernelArguments<"diffuseX">): void {
  const [columns, , lanes, dt, ...pointers] = values;
  const state = float32At(memory, pointers[0], count * columns * lanes);
  const mass = float64At(memory, pointers[1], count * columns);
  const exchange = float64At(memory, pointers[2], count * (columns + 1));
  const air = new Float64Array(columns);
  const faces = new Float64Array(columns + 1);
  for (let line = 0; line < count; line++) {
    gather(mass, line * columns, 1, air);
    gather(exchange, line * (columns + 1), 1, faces);
    diffuse(state, line * columns, 1, lanes, air, faces, dt);
  }
}

export function diffuseY(memory: PlainKernelMemory, count: number, ...values: KernelArguments<"diffuseY">): void {
  const [columns, rows, lanes, dt, ...pointers] = values;
  const state = float32At(memory, pointers[0], count * rows * lanes);
  const mass = float64At(memory, pointers[1], count * rows);
  const exchange = float64At(memory, pointers[2], count * (rows + 1));
  const air = new Float64Array(rows);
  const faces = new Float64Array(rows + 1);
  for (let line = 0; line < count; line++) {
    const level = Math.floor(line / columns);
    const first = level * rows * columns + (line % columns);
    gather(mass, first, columns, air);
    gather(exchange, level * (rows + 1) * columns + (line % columns), columns, faces);
    diffuse(state, first, columns, lanes, air, faces, dt);
  }
}

export function convectDeeply(
  memory: PlainKernelMemory,
  count: number,
  ...values: KernelArguments<"convectDeeply">
): void {
  const [cells, levels, lanes, dt, ...pointers] = values;
  const state = float32At(memory, pointers[0], levels * cells * lanes);
  const mass = float64At(memory, pointers[1], levels * cells);
  const updraft = float64At(memory, pointers[2], (levels + 1) * cells);
  const active = int32At(memory, pointers[3], count);
  const air = new Float64Array(levels);
  const rising = new Float64Array(levels + 1);
  const column = new Float64Array(levels);
  for (const cell of active) {
    gather(mass, cell, cells, air);
    gather(updraft, cell, cells, rising);
    for (let lane = 0; lane < lanes; lane++) {
      gather(state, cell * lanes + lane, cells * lanes, column);
      convectColumn({ values: column, mass: air, updraft: rising }, dt);
      scatterRounded(column, air, state, cell * lanes + lane, cells * lanes);
    }
  }
}

function diffuse(
  state: Float32Array,
  first: number,
  stride: number,
  lanes: number,
  mass: Float64Array,
  exchange: Float64Array,
  dt: number,
): void {
  const values = new Float64Array(mass.length);
  for (let lane = 0; lane < lanes; lane++) {
    gather(state, first * lanes + lane, stride * lanes, values);
    diffuseLine({ values, mass, exchange }, dt);
    scatterRounded(values, mass, state, first * lanes + lane, stride * lanes);
  }
}
