/**
 * The optional sweeps of a step besides advection and vertical mixing: deep convection, then horizontal diffusion along x
 * and y. What the weather gives for an hour is copied into the kernel memory, which is taken when first needed.
 */
import type { Grid } from "../grids/grid.js";
import type { Kernels } from "../kernels/load.js";
import {
  type DeepConvectionArrays,
  type DiffusionArrays,
  launchConvectDeeply,
  launchDiffuseX,
  launchDiffuseY,
} from "../kernels/launchTransport.js";
import { copyColumns, copyRows, type DealtGrid } from "./dealtGrid.js";
import type { Sweep, TransportArrays } from "./transportArrays.js";

export interface SubgridTransport {
  /** Exchange of dry air by horizontal diffusion [kg s-1]: [level][row][column + 1] and [level][row + 1][column]. */
  readonly xDiffusion?: Float64Array | undefined;
  readonly yDiffusion?: Float64Array | undefined;
  /** Dry air that rises in deep convection through interfaces, [level + 1][row][column], [kg s-1]; 0 at both ends. */
  readonly updraft?: Float64Array | undefined;
}

interface SubgridSweeps {
  /** Those of the present hour, in the order in which they follow x, y, z. */
  readonly active: Sweep[];
  /** @param transport of the whole grid @throws RangeError where an array has another shape */
  set(transport: SubgridTransport | undefined): void;
}

export function createSubgridSweeps(
  kernels: Kernels,
  { columns, rows }: Pick<Grid, "columns" | "rows">,
  dealt: DealtGrid,
  { inRows, inColumns }: TransportArrays,
): SubgridSweeps {
  const { memory } = kernels;
  const { levels } = inRows.shape;
  const ownColumns = dealt.columns.count;
  const active: Sweep[] = [];
  let alongX: DiffusionArrays | undefined;
  let alongY: DiffusionArrays | undefined;
  let convection: DeepConvectionArrays | undefined;
  return {
    active,
    set(transport) {
      active.length = 0;
      if (transport?.updraft !== undefined) {
        const cells = rows * ownColumns;
        convection ??= {
          ...inColumns,
          updraft: memory.float64((levels + 1) * cells),
          active: memory.int32(cells),
        };
        const arrays = convection;
        copyColumns("updraft", transport.updraft, columns, dealt.columns, arrays.updraft);
        const count = listConvective(arrays.updraft, levels, cells, arrays.active);
        if (count > 0) {
          active.push({ of: "columns", run: (dt) => launchConvectDeeply(kernels, inColumns.shape, arrays, count, dt) });
        }
      }
      if (transport?.xDiffusion !== undefined && transport.yDiffusion !== undefined) {
        alongX ??= { ...inRows, exchange: memory.float64(levels * dealt.rows.count * (columns + 1)) };
        alongY ??= { ...inColumns, exchange: memory.float64(levels * (rows + 1) * ownColumns) };
        const [x, y] = [alongX, alongY];
        const ofRows = { rows, length: columns + 1 };
        copyRows("horizontal exchange along x", transport.xDiffusion, ofRows, dealt.rows, x.exchange);
        copyColumns("horizontal exchange along y", transport.yDiffusion, columns, dealt.columns, y.exchange);
        active.push({ of: "rows", run: (dt) => launchDiffuseX(kernels, inRows.shape, x, dt) });
        active.push({ of: "columns", run: (dt) => launchDiffuseY(kernels, inColumns.shape, y, dt) });
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
