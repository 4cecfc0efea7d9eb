/** The error of columns for plumes that lie elsewhere (observations/displacedColumns.ts), from the members' mean at one hour. */
import { atRows, type Ensemble } from "../fields/ensemble.js";
import { memberMean } from "../fields/members.js";
import { displacedPlaces } from "../observations/displacedColumns.js";
import { type LinearOperator, simulateObservation } from "../observations/linearOperator.js";
import type { Retrieval } from "../observations/retrieval.js";

/**
 * @param deviation of the displacement in each direction [m] @param operatorOf a column, wherever it lies
 * @returns V of each column [(mol mol-1)^2]
 */
export function displacementVariances(
  columns: readonly Retrieval[],
  deviation: number,
  operatorOf: (column: Retrieval) => LinearOperator,
  state: Ensemble,
): number[] {
  const seen = columns.map((column) => ({
    here: operatorOf(column),
    there: displacedPlaces(column.longitude, column.latitude, deviation).map(({ weight, ...place }) => ({
      weight,
      operator: operatorOf({ ...column, ...place }),
    })),
  }));
  const rows = new Set(
    seen
      .flatMap(({ here, there }) => [here, ...there.map(({ operator }) => operator)])
      .flatMap(({ rows: own }) => [...own]),
  );
  const ensemble = atRows(state, Int32Array.from(rows));
  const values = new Float64Array(ensemble.layout.lanes);
  const meanOf = (operator: LinearOperator): number => {
    simulateObservation(operator, ensemble, values);
    return memberMean(values, ensemble.layout.members);
  };
  return seen.map(({ here, there }) => {
    const mean = meanOf(here);
    return there.reduce((sum, { weight, operator }) => sum + weight * (meanOf(operator) - mean) ** 2, 0);
  });
}
