/**
 * Fields of parameters whose members are drawn by ranks in turns, each some of them for all cells, and which each rank then has of all
 * members in its own cells: a draw is keyed by its member, so that it is the same wherever it is made.
 */
import {
  type ErrorScale,
  type ParameterNoise,
  parameterNoise,
} from "../../assimilation/fluxEnsembles/parameterNoise.js";
import type { CorrelatedGrid } from "../../fields/correlatedNoise.js";
import { copyValues, deal, type Dealt } from "./cellShares.js";

/**
 * @param grid of all cells @param remembered steps whose fields are kept, for ensembles of the same noise to draw them once
 * @returns components whose fields are of own cells; every rank asks for the same ones in the same order
 */
export function dealtNoise(
  { communicator, columns }: Dealt,
  grid: CorrelatedGrid,
  scales: readonly ErrorScale[],
  seed: number,
  members: number,
  remembered: number,
): ParameterNoise[] {
  const { rank, size } = communicator;
  const { rows, cells } = grid;
  const shares = deal(members, size);
  const { first, count } = shares[rank];
  const own = rows * columns[rank].count;
  const sentOf = columns.map((share) => count * rows * share.count);
  const receivedOf = shares.map((share) => share.count * own);

  const drawAll = (draw: ParameterNoise["draw"], step: number): Float64Array[] => {
    /** [rank][member][row][its columns] */
    const sent = new Float64Array(count * cells);
    for (let m = 0; m < count; m++) {
      const field = draw(first + m, step);
      for (const share of columns) {
        for (let row = 0; row < rows; row++) {
          const to = count * rows * share.first + (m * rows + row) * share.count;
          copyValues(field, row * grid.columns + share.first, sent, to, share.count);
        }
      }
    }
    const received = new Float64Array(members * own);
    communicator.allToAll(sent, sentOf, received, receivedOf);
    return Array.from({ length: members }, (_, m) => received.subarray(m * own, (m + 1) * own));
  };
  return parameterNoise(grid, scales, seed, 1).map(({ memoryDays, draw }) => {
    const known = new Map<number, Float64Array[]>();
    return {
      memoryDays,
      draw(member, step) {
        let fields = known.get(step);
        if (fields === undefined) {
          fields = drawAll(draw, step);
          known.set(step, fields);
          for (const old of known.keys()) if (known.size > remembered) known.delete(old);
        }
        return fields[member];
      },
    };
  });
}
