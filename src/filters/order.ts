/**
 * The order in which a serial filter takes the observations of an hour. `adaptive`: at each turn the one with the
 * largest expected reduction of its own variance, HPH / (HPH + R), with the ensemble as it then is; so NOAA's EnKF does
 * it with iassim_order = 2. But that one (enkf.f90) stops where R / (HPH + R) is 0.999 or more for all that are left, or
 * its paoverpb_thresh where that is less, and leaves them unassimilated; here all are taken. Without localization the
 * order makes no difference; with it, it does.
 */
export type ObservationOrder = "given" | "adaptive";

/** @throws RangeError where a caller without types gives something else */
export function checkOrder(order: ObservationOrder): void {
  switch (order) {
    case "given":
    case "adaptive":
      return;
    default:
      throw new RangeError(`order of observations "${String(order)}"; expected "given" or "adaptive"`);
  }
}

/**
 * Chooses the observation to take next; of equals the first.
 * @param waiting       indices of the observations not yet taken, rising, at least one
 * @param variance      HPH of an observation over the members as they now are
 * @param errorVariance R of an observation, same unit
 * @returns one of `waiting`
 * @throws RangeError where the order is another
 */
export function nextObservation(
  order: ObservationOrder,
  waiting: readonly number[],
  variance: (observation: number) => number,
  errorVariance: (observation: number) => number,
): number {
  checkOrder(order);
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
