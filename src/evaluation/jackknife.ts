/**
 * The interval of a statistic of few units, by leaving out one after the other (jackknife; Efron & Stein 1981,
 * doi:10.1214/aos/1176345462): with theta_i the statistic without unit i,
 *     s^2 = (n - 1) / n sum_i (theta_i - mean theta)^2,     90 %: theta +- t s, Student's t of n - 1.
 */
import { mean } from "./columnStatistics.js";
import { studentQuantile } from "./studentQuantile.js";

/** @param statistic of some of the units, by their numbers @returns ends of the 90 % interval; NaN for fewer than 3 units */
export function jackknifeInterval(
  units: number,
  statistic: (among: readonly number[]) => number,
): readonly [low: number, high: number] {
  if (units < 3) return [Number.NaN, Number.NaN];
  const all = Array.from({ length: units }, (_, i) => i);
  const without = all.map((left) => statistic(all.filter((i) => i !== left)));
  const centre = mean(without);
  const variance = ((units - 1) / units) * without.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const reach = studentQuantile(units - 1, 0.9) * Math.sqrt(variance);
  const value = statistic(all);
  return [value - reach, value + reach];
}
