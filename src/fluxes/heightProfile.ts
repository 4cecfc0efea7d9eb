/**
 * How high above the ground an emission enters the air: shares of it between heights, even between two of them. Chimneys and
 * the rise of their plumes give off most of what power stations emit at 200 to 500 m (Brunner et al. 2019,
 * doi:10.5194/acp-19-4541-2019, say what that changes).
 */
export interface HeightProfile {
  /** Upper ends of the ranges, of which the first begins at the ground, ascending [m above the ground]. */
  readonly upTo: readonly number[];
  /** Of each range [1]; their sum is 1. */
  readonly share: readonly number[];
}

/** What of a flux is given off by a profile. */
export interface FluxAloft {
  readonly profile: HeightProfile;
  /** [row][column], [mol m-2 s-1] */
  readonly flux: Float64Array;
}

/** @param height above the ground [m] @returns share of the emission below it, 0 to 1 */
export function shareBelow({ upTo, share }: HeightProfile, height: number): number {
  let below = 0;
  let from = 0;
  for (let range = 0; range < upTo.length; range++) {
    if (height < upTo[range]) return below + (share[range] * Math.max(0, height - from)) / (upTo[range] - from);
    below += share[range];
    from = upTo[range];
  }
  return 1;
}
