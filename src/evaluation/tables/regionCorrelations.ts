/**
 * How the errors of regions go together, from the totals of every member: strongly negative correlations after the analysis
 * say that the observations know the sum of two regions better than either.
 */
import { correlation } from "../../fields/members.js";
import { kindOf } from "../../regions/kinds.js";
import type { RunFluxes } from "../readFluxes.js";

/** Pearson's correlation over the members, of the totals of two regions in the mean of the scored days [1]. */
export interface RegionCorrelation {
  readonly region: string;
  readonly other: string;
  /** NaN where the members' totals of the prior are not known. */
  readonly prior: number;
  readonly posterior: number;
}

/** Parts of the land that are told: the four of the paper, or R8 where one of these is not in the domain. */
const FOUR = ["west", "north", "central", "south"];

/** @returns each pair once; none where no totals of members are known */
export function regionCorrelations({ regions, whole }: RunFluxes): RegionCorrelation[] {
  const ids = regions.map(({ id }) => id);
  const parts = FOUR.every((id) => ids.includes(id)) ? FOUR : ids.filter((id) => id.startsWith("R8-"));
  const chosen = [...parts, ...ids.filter((id) => kindOf(id) === "own")];
  return chosen.flatMap((region, i) =>
    chosen.slice(i + 1).flatMap((other) => {
      const of = (members: ReadonlyMap<string, Float64Array>): number => {
        const [a, b] = [members.get(region), members.get(other)];
        return a && b ? correlation(a, b, a.length) : Number.NaN;
      };
      const posterior = of(whole.posteriorMembers);
      return Number.isFinite(posterior) ? [{ region, other, prior: of(whole.priorMembers), posterior }] : [];
    }),
  );
}
