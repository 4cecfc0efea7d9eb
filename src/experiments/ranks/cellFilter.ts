/**
 * The serial filter on a state whose lanes are dealt to ranks. Cells are dealt too: for an analysis the state is transposed, so that
 * each rank has all lanes of its cells, takes the turns of the observations there, which rank 0 has found, and gives the lanes back.
 */
import { createEnsrfRows, type NamedPlace } from "../../filters/ensrfRows.js";
import type { Localization } from "../../filters/localization.js";
import type { Turn } from "../../filters/observationSpace.js";
import type { FilterLanes } from "../../filters/stateBlock.js";
import type { Kernels } from "../../kernels/load.js";
import { type Dealt, dealRows, giveLanesBack, transposeLanes } from "./laneShares.js";

/** As plain data; unit vectors are sent by themselves. */
export interface PlainFilter extends Omit<FilterLanes, "lanes"> {
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
  /** @param part lanes of this rank, [level][cell][lane], analysed in place @throws NumericalError where a number is not finite */
  analyse(part: Float32Array, sent: SentTurns): void;
}

/** @param unitVectors of all cells, [cell][3] */
export function createCellFilter(
  kernels: Kernels,
  dealt: Dealt,
  levels: number,
  unitVectors: Float64Array,
  { members, perturbed, localization, radius }: PlainFilter,
): CellFilter {
  const { communicator, lanes, shares } = dealt;
  const { rank, size } = communicator;
  const { count } = shares[rank];
  const all = unitVectors.length / 3;
  const firstCells = dealRows(all, size);
  const [first, end] = [firstCells[rank], firstCells[rank + 1]];
  const cells = end - first;
  const firstRows = firstCells.map((cell) => levels * cell);
  const geometry = { cells, unitVectors: unitVectors.slice(3 * first, 3 * end), radius };
  const filterLanes: FilterLanes = { members, lanes, ...(perturbed && { perturbed }) };
  const rows = createEnsrfRows(kernels, filterLanes, geometry, localization);
  const data = kernels.memory.float32(levels * cells * lanes);
  const packed = new Float32Array(data.length);
  /** [rank][level][cell of it][lane]: what each rank gets lies together. */
  const ordered = new Float32Array(levels * all * count);

  const copyOrdered = (copy: (inPart: number, inOrder: number, length: number) => void): void => {
    for (let to = 0; to < size; to++) {
      const length = (firstCells[to + 1] - firstCells[to]) * count;
      for (let level = 0; level < levels; level++) {
        copy((level * all + firstCells[to]) * count, firstRows[to] * count + level * length, length);
      }
    }
  };
  return {
    analyse(part, { when, observations, turns, pressure }) {
      copyOrdered((inPart, inOrder, length) => ordered.set(part.subarray(inPart, inPart + length), inOrder));
      transposeLanes(dealt, firstRows, ordered, data, packed);
      const pressureOf = (level: number): Float64Array =>
        (pressure as Float64Array).subarray(level * all + first, level * all + end);
      const block = { name: "CO2 mole fraction", data, levels, cells, ...(pressure && { pressure: pressureOf }) };
      rows.update([block], observations, turns, when);
      giveLanesBack(dealt, firstRows, data, ordered, packed);
      copyOrdered((inPart, inOrder, length) => part.set(ordered.subarray(inOrder, inOrder + length), inPart));
    },
  };
}
