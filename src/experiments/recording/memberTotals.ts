/** Totals of regions for every member: sum of share x weight x field over the cells of a region, each list made once. */
import type { Region } from "../../regions/region.js";

/**
 * @param weights of the cells, [cell], such as their areas
 * @returns what turns a field, [cell][lane], into [region][member]
 */
export function memberTotals(
  regions: readonly Region[],
  weights: ArrayLike<number>,
  { members, lanes }: { readonly members: number; readonly lanes: number },
): (field: Float64Array) => Float64Array {
  const lists = regions.map(({ share }) => {
    const cells = Int32Array.from(share.keys()).filter((cell) => share[cell] !== 0);
    return { cells, weights: Float64Array.from(cells, (cell) => share[cell] * weights[cell]) };
  });
  return (field) => {
    const totals = new Float64Array(regions.length * members);
    lists.forEach((list, r) => {
      for (let i = 0; i < list.cells.length; i++) {
        const row = list.cells[i] * lanes;
        for (let m = 0; m < members; m++) totals[r * members + m] += list.weights[i] * field[row + m];
      }
    });
    return totals;
  };
}
