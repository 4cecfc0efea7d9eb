/** The exact Kalman filter for small problems, dense and slow: what the ensemble filters are held to. */

export interface Gaussian {
  readonly mean: number[];
  readonly covariance: number[][];
}

/** Analyses one scalar observation `value = h x + e`, var e = `errorVariance`; repeat it for uncorrelated ones. */
export function kalmanUpdate(
  { mean, covariance }: Gaussian,
  h: readonly number[],
  value: number,
  errorVariance: number,
): Gaussian {
  const dot = (row: readonly number[]): number => row.reduce((sum, element, i) => sum + element * h[i], 0);
  const ph = covariance.map(dot);
  const total = dot(ph) + errorVariance;
  const departure = value - dot(mean);
  return {
    mean: mean.map((element, i) => element + (ph[i] / total) * departure),
    covariance: covariance.map((row, i) => row.map((element, j) => element - (ph[i] * ph[j]) / total)),
  };
}

/** Mean and unbiased covariance of members given as [row][member]. */
export function sampleGaussian(rows: readonly (readonly number[])[]): Gaussian {
  const members = rows[0].length;
  const mean = rows.map((row) => row.reduce((sum, element) => sum + element, 0) / members);
  const covariance = rows.map((a, i) =>
    rows.map((b, j) => a.reduce((sum, element, m) => sum + (element - mean[i]) * (b[m] - mean[j]), 0) / (members - 1)),
  );
  return { mean, covariance };
}
