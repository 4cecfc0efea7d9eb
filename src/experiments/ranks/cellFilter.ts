/**
 * The serial filter on a state whose cells are dealt to ranks: each takes the turns of the observations, which rank 0 has found,
 * in the cells that it has.
 */
import { createEnsrfRows, type NamedPlace } from "../../filters/ensrfRows.js";
import type { Localization } from "../../filters/localization.js";
import type { Turn } from "../../filters/observationSpace.js";
import type { FilterLanes, StateBlock } from "../../filters/stateBlock.js";
import type { Kernels } from "../../kernels/load.js";
import { cellsOf, type Dealt } from "./cellShares.js";

/** As plain data; unit vectors are sent by themselves. */
export interface PlainFilter extends FilterLanes {
  readonly localization: Localization;
  /** Of the sphere [m]. */
  readonly radius: number;
}

/** What observations do, in the order of their turns. */
export interface SentTurns {
  readonly when: string;
  readonly observations: readonly NamedPlace[];
  readonly turns: readonly Turn[];
  /** Of the air in each layer, [level][cell], [Pa]; absent where heights do not count. */
  readonly pressure?: Float64Array;
}

export interface CellFilter {
  /**
   * @param part [level][own cell][lane], analysed in place @param others further blocks of own cells, likewise
   * @returns cells within reach of each observation, of all ranks @throws NumericalError where a number is not finite
   */
  analyse(part: Float32Array, others: readonly StateBlock[], sent: SentTurns): number[];
}

/** @param unitVectors of all cells, [cell][3] */
export function createCellFilter(
  kernels: Kernels,
  { communicator, grid, columns }: Dealt,
  levels: number,
  unitVectors: Float64Array,
  { localization, radius, ...lanes }: PlainFilter,
): CellFilter {
  const all = grid.columns * grid.rows;
  const own = cellsOf(grid, columns[communicator.rank]);
  const cells = own.length;
  const ownUnitVectors = Float64Array.from(
    { length: 3 * cells },
    (_, i) => unitVectors[3 * own[Math.floor(i / 3)] + (i % 3)],
  );
  const geometry = { cells, unitVectors: ownUnitVectors, radius };
  const update = createEnsrfRows(kernels, lanes, geometry, localization);
  return {
    analyse(part, others, { when, observations, turns, pressure }) {
      const pressureOf = (level: number): Float64Array =>
        Float64Array.from(own, (cell) => (pressure as Float64Array)[level * all + cell]);
      const block = { name: "CO2 mole fraction", data: part, levels, cells, ...(pressure && { pressure: pressureOf }) };
      const reached = update.update([block, ...others], observations, turns, when);
      return [...communicator.allReduce(Int32Array.from(reached), "sum")];
    },
  };
}
