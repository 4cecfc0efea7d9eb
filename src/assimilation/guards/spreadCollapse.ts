/**
 * Says when the ensemble has become so sure of itself that it ignores new observations: over the last observations
 *     chi-square = mean of min((o - b)^2 / (HPH + R), cap) > 2,
 * so that the departures show errors that the ensemble does not have, while its own part is small: the spread of its fluxes
 * below 0.35 of that of the prior in the same hours. HPH alone does not tell: where fluxes are small, as in winter, a
 * healthy ensemble has a small one. Only where the fluxes of the day before are not known does HPH < 0.15 R on average
 * stand for it. Observations that failed the gate count, because a collapsed ensemble rejects; the cap (3.5 expected
 * departures) keeps single outliers from deciding.
 */

/** What one observation says. Variances in the square of its unit. */
export interface Departure {
  /** (o - b)^2 */
  readonly squared: number;
  /** HPH, before the analysis. */
  readonly background: number;
  /** R */
  readonly error: number;
}

/** Observations that are looked at, and the fewest that say something: 2 / 100 is the variance of their chi-square. */
export const DEPARTURES_KEPT = 100;
const LARGEST_CHI_SQUARE = 2;
const CAP = 3.5 ** 2;
const LEAST_SHARE = 0.15;
const LEAST_FLUX_SPREAD = 0.35;

/**
 * @param departures the last ones, at most DEPARTURES_KEPT
 * @param fluxSpread spread of the fluxes over their prior spread in the same hours [1]; NaN where it is not known
 * @returns a sentence with the numbers; undefined where nothing is wrong or too few observations are known
 */
export function spreadCollapse(departures: readonly Departure[], fluxSpread: number): string | undefined {
  if (departures.length < DEPARTURES_KEPT) return undefined;
  const mean = (of: (departure: Departure) => number): number =>
    departures.reduce((sum, departure) => sum + of(departure), 0) / departures.length;
  const chiSquare = mean(({ squared, background, error }) => Math.min(squared / (background + error), CAP));
  const share = mean(({ background }) => background) / mean(({ error }) => error);
  const known = Number.isFinite(fluxSpread);
  const isSmall = known ? fluxSpread < LEAST_FLUX_SPREAD : share < LEAST_SHARE;
  if (chiSquare <= LARGEST_CHI_SQUARE || !isSmall) return undefined;
  const fluxes = known ? `, fluxes with ${(100 * fluxSpread).toFixed(0)} % of their prior spread` : "";
  return (
    `The ensemble's spread has collapsed: the last ${departures.length} departures are ${chiSquare.toFixed(1)} times ` +
    `(in square) what ensemble and observation errors explain, with a background variance of ${share.toFixed(3)} of ` +
    `the error variance${fluxes}. New observations are ignored: use more members, a shorter localization or inflation.`
  );
}
