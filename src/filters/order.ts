/**
 * The order in which a serial filter takes the observations of an hour. `adaptive`: at each turn the one with the
 * largest expected reduction of its own variance, HPH / (HPH + R), with the ensemble as it then is; so NOAA's EnKF does
 * it with iassim_order = 2. Without localization the order makes no difference; with it, it does.
 */
export type ObservationOrder = "given" | "adaptive";

/**
 * Chooses the observation to take next; of equals the first.
 * @param waiting       indices of the observations not yet taken, rising, at least one
 * @param variance      HPH of an observation over the members as they now are
 * @param errorVariance R of an observation, same unit
 * @returns one of `waiting`
 */
export function nextObservation(
  order: ObservationOrder,
  waiting: readonly number[],
  variance: (observation: number) => number,
  errorVariance: (observation: number) => number,
): number {
  let [best] = waiting;
  if (order === "given") return best;
  let most = -Infinity;
  for (const observation of waiting) {
    const hph = variance(observation);
    const reduction = hph / (hph + errorVariance(observation));
    if (reduction > most) [best, most] = [observation, reduction];
  }
  return best;
}
