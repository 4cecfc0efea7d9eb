/**
 * The published perturbation of the initial and lateral mole fraction (Kou et al. 2023: Gaussian, 5 %), to the letter:
 *     C_i = C (1 + share (z_i - mean z)),
 * z standard normal, white: independent in every cell, layer and member, and at the sides in every hour, which is as often
 * as they are set. C is the background; the mean is over the members, so that theirs stays C. Lanes that are no members have
 * none of it. A draw depends on seed, member, hour, layer and cell alone: nothing has to be kept for a resumed run.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { LaneLayout } from "../fields/ensemble.js";
import { meanOfShares, takeMean } from "../fields/members.js";
import { type Purpose, randomField } from "../random.js";
import type { Time } from "../time.js";

/**
 * Largest share: with it no draw makes a mole fraction negative. The numbers of random.ts stay within
 * sqrt(2 ln 2^33) = 6.76, so z_i - mean z within 13.5, and 0.07 x 13.5 < 1.
 */
export const LARGEST_SHARE = 0.07;

/** @returns share (z_i - mean z) of every lane, [lane], overwritten by the next call */
export type NoiseField = (level: number, cell: number) => Float64Array;

export interface MoleFractionNoise {
  initial(): NoiseField;
  /** Of the hour in which a time lies. */
  boundary(time: Time): NoiseField;
}

/** @param cells of the grid @param share standard deviation over the mean, at most LARGEST_SHARE */
export function moleFractionNoise(layout: LaneLayout, cells: number, seed: number, share: number): MoleFractionNoise {
  const { members, lanes, firstMember } = layout;
  const noise = (purpose: Purpose, step: number): NoiseField => {
    const fields = Array.from({ length: members }, (_, member) =>
      randomField(seed, purpose, firstMember + member, step),
    );
    const relative = new Float64Array(lanes);
    if (members < 2) return () => relative;
    return (level, cell) => {
      const index = level * cells + cell;
      for (let member = 0; member < members; member++) relative[member] = share * fields[member].normal(index);
      takeMean(relative, members, meanOfShares(relative, members));
      return relative;
    };
  };
  return {
    initial: () => noise("initialMoleFraction", 0),
    boundary: (time) => noise("boundaryMoleFraction", Math.floor(time / SECONDS_PER_HOUR)),
  };
}
