/**
 * The optional sweeps of a step besides advection and vertical mixing: deep convection, then horizontal diffusion along x
 * and y. What the weather gives for an hour is copied into the kernel memory, which is taken when first needed.
 */
import type { Kernels } from "../kernels/load.js";
import {
  type DeepConvectionArrays,
  type DiffusionArrays,
  launchConvectDeeply,
  launchDiffuseX,
  launchDiffuseY,
  type TransportShape,
} from "../kernels/launchTransport.js";

export interface SubgridTransport {
  /** Exchange of dry air by horizontal diffusion [kg s-1]: [level][row][column + 1] and [level][row + 1][column]. */
  readonly xDiffusion?: Float64Array | undefined;
  readonly yDiffusion?: Float64Array | undefined;
  /** Dry air that rises in deep convection through interfaces, [level + 1][row][column], [kg s-1]; 0 at both ends. */
  readonly updraft?: Float64Array | undefined;
}

interface SubgridSweeps {
  /** Those of the present hour, in the order in which they follow x, y, z. */
  readonly active: ((dt: number) => void)[];
  /** @throws RangeError where an array has another shape */
  set(transport: SubgridTransport | undefined): void;
}

export function createSubgridSweeps(
  kernels: Kernels,
  shape: TransportShape,
  state: Float32Array,
  mass: Float64Array,
): SubgridSweeps {
  const { columns, rows, levels } = shape;
  const { memory } = kernels;
  const cells = columns * rows;
  const active: ((dt: number) => void)[] = [];
  let alongX: DiffusionArrays | undefined;
  let alongY: DiffusionArrays | undefined;
  let convection: DeepConvectionArrays | undefined;
  return {
    active,
    set(transport) {
      active.length = 0;
      if (transport?.updraft !== undefined) {
        convection ??= { state, mass, updraft: memory.float64((levels + 1) * cells), active: memory.int32(cells) };
        const arrays = convection;
        copy("updraft", transport.updraft, arrays.updraft);
        const count = listConvective(arrays.updraft, levels, cells, arrays.active);
        if (count > 0) active.push((dt) => launchConvectDeeply(kernels, shape, arrays, count, dt));
      }
      if (transport?.xDiffusion !== undefined && transport.yDiffusion !== undefined) {
        alongX ??= { state, mass, exchange: memory.float64(levels * rows * (columns + 1)) };
        alongY ??= { state, mass, exchange: memory.float64(levels * (rows + 1) * columns) };
        const [x, y] = [alongX, alongY];
        copy("horizontal exchange along x", transport.xDiffusion, x.exchange);
        copy("horizontal exchange along y", transport.yDiffusion, y.exchange);
        active.push((dt) => launchDiffuseX(kernels, shape, x, dt));
        active.push((dt) => launchDiffuseY(kernels, shape, y, dt));
      }
    },
  };
}

/** Writes the cells with any updraft to `out`. @returns how many */
function listConvective(updraft: Float64Array, levels: number, cells: number, out: Int32Array): number {
  let count = 0;
  for (let cell = 0; cell < cells; cell++) {
    let k = 1;
    while (k < levels && updraft[k * cells + cell] === 0) k++;
    if (k < levels) out[count++] = cell;
  }
  return count;
}

function copy(name: string, source: Float64Array, target: Float64Array): void {
  if (source.length !== target.length) {
    throw new RangeError(`${name} has ${source.length} values; expected ${target.length}`);
  }
  target.set(source);
}
