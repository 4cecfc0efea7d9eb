/**
 * The mean of columns that see nearly the same air, as one column whose operator is the mean of theirs. With weights
 * w_i = s_i^-2 / sum s^-2 of the stated errors s, at each level k:
 *
 *     y = sum w_i y_i,   p_k = sum w_i p_ik,   h_k = sum w_i h_ik,   A_k = sum w_i h_ik A_ik / h_k,   xa_k = sum w_i xa_ik
 *     prior column = sum w_i (prior column_i - sum_k h_ik A_ik xa_ik) + sum_k h_k A_k xa_k
 *
 * so that for any profile f given at the levels, prior column + sum_k h_k A_k (f_k - xa_k) is the mean of the same of each,
 * to rounding; what kernels and priors have in common over the members is in the prior column. As integrals over mass
 * (columnOperator.ts) the weights of the model's layers are the means of theirs too where levels are the same fractions of
 * the surface pressure, as in all retrievals of ACOS.
 *
 * Its error has a part that all members share and a part of each one's own. With any two errors correlated by c,
 *
 *     s^2 = c (sum w_i s_i)^2 + (1 - c) sum w_i^2 s_i^2
 *
 * the variance of that mean; it does not vanish with their number. Constant correlation is one of the error models of
 * averages of OCO-2 that Baker et al. (2022, doi:10.5194/gmd-15-649-2022) compare.
 */
import type { Retrieval } from "./retrieval.js";

/**
 * @param members complete, with the same number of levels; at least one @param correlation c of any two errors [1]
 * @returns with the number of the earliest, and "+n" for n others
 */
export function averageOf(members: readonly Retrieval[], correlation: number): Retrieval {
  const first = members.reduce((earliest, one) => (one.time < earliest.time ? one : earliest));
  const weights = weightsOf(members);
  const mean = (of: (member: Retrieval) => number): number =>
    members.reduce((sum, member, i) => sum + weights[i] * of(member), 0);
  const profile = (of: (member: Retrieval, k: number) => number): Float64Array =>
    first.pressure.map((_, k) => mean((member) => of(member, k)));
  const pressureWeight = profile((member, k) => member.pressureWeight[k]);
  const sensitivity = profile((member, k) => member.pressureWeight[k] * member.averagingKernel[k]);
  const priorProfile = profile((member, k) => member.priorProfile[k]);
  const seenPrior = mean((member) =>
    dot(member.priorProfile, (k) => member.pressureWeight[k] * member.averagingKernel[k]),
  );
  const shared = mean((member) => member.uncertainty);
  const own = members.reduce((sum, { uncertainty }, i) => sum + (weights[i] * uncertainty) ** 2, 0);
  const longitude = first.longitude + mean((member) => nearZero(member.longitude - first.longitude));
  return {
    kind: "column",
    id: members.length === 1 ? first.id : `${first.id}+${members.length - 1}`,
    time: mean((member) => member.time),
    longitude: nearZero(longitude),
    latitude: mean((member) => member.latitude),
    xco2: mean((member) => member.xco2),
    priorXco2: mean((member) => member.priorXco2) - seenPrior + dot(priorProfile, (k) => sensitivity[k]),
    uncertainty: Math.sqrt(correlation * shared ** 2 + (1 - correlation) * own),
    good: members.every(({ good }) => good),
    pressure: profile((member, k) => member.pressure[k]),
    averagingKernel: sensitivity.map((value, k) => (pressureWeight[k] === 0 ? 0 : value / pressureWeight[k])),
    pressureWeight,
    priorProfile,
    soundings: members.length,
    ...(first.surface !== undefined && { surface: first.surface }),
    ...(first.validates !== undefined && { validates: first.validates }),
  };
}

function weightsOf(members: readonly Retrieval[]): number[] {
  const inverse = members.map(({ uncertainty }) => uncertainty ** -2);
  const sum = inverse.reduce((total, value) => total + value, 0);
  return inverse.map((value) => value / sum);
}

function dot(values: Float64Array, factor: (k: number) => number): number {
  return values.reduce((sum, value, k) => sum + factor(k) * value, 0);
}

/** A longitude or a difference of two in [-180, 180]. */
function nearZero(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}
