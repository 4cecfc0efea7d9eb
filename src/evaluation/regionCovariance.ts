/**
 * The covariance of regions, from the totals of every member:
 *     C_rs = 1 / (N - 1) sum_i (T_ri - mean T_r) (T_si - mean T_s)
 * With it the spread of any sum of regions is exactly that of the members' sums, sqrt(w' C w) for weights w, which no
 * list of spreads gives: neighbours are not independent.
 */
import { covariance } from "../fields/members.js";
import type { RegionCovariance, TotalsAndCovariance } from "../runs/regionCovarianceFile.js";
import type { RunFluxes } from "./readFluxes.js";

/** @returns undefined where there are no totals of members */
export function regionCovariance({ whole, regions }: RunFluxes): RegionCovariance | undefined {
  const known = regions.filter(({ id }) => whole.posteriorMembers.has(id));
  if (known.length === 0) return undefined;
  const of = (members: ReadonlyMap<string, Float64Array>): TotalsAndCovariance | undefined => {
    const totals = known.flatMap(({ id }) => members.get(id) ?? []);
    if (totals.length < known.length) return undefined;
    const each = totals.flatMap((values) => Array.from(values));
    return { totals: Float64Array.from(each), covariance: covariance(totals) };
  };
  const [prior, posterior] = [of(whole.priorMembers), of(whole.posteriorMembers)];
  return (
    posterior && {
      ids: known.map(({ id }) => id),
      titles: known.map(({ title }) => title),
      members: posterior.totals.length / known.length,
      ...(prior && { prior }),
      posterior,
    }
  );
}
