/**
 * Student's t: how many standard deviations of so many degrees of freedom n make a symmetric interval of a given
 * probability. P(|T| < t) = 1 - I_x(n / 2, 1 / 2), x = n / (n + t^2), with I the regularised incomplete beta function
 * (Abramowitz and Stegun 1964, 26.7.1 and 26.5.27), here by its continued fraction (DLMF 8.17.22). n need not be whole.
 */
const STEPS_OF_FRACTION = 300;
const HALVINGS = 50;
/** From here on the normal distribution is the same to 1e-6. */
const AS_NORMAL = 1e6;

/**
 * @param freedom degrees of freedom, above 0; Infinity is the normal distribution
 * @param probability of the interval, 0.9 for one from the 5th to the 95th percentile
 */
export function studentQuantile(freedom: number, probability: number): number {
  const n = Math.min(freedom, AS_NORMAL);
  const within = (t: number): number => 1 - incompleteBeta(n / (n + t * t), n / 2, 0.5);
  let [low, high] = [0, 1];
  while (within(high) < probability) high *= 2;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (within(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** I_x(a, b) [1] */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  // The fraction converges quickly on this side of the mean of the distribution alone.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta) / (a * fraction(x, a, b));
}

/** 1 + d_1 / (1 + d_2 / (1 + ...)), from its far end. */
function fraction(x: number, a: number, b: number): number {
  let value = 1;
  for (let step = STEPS_OF_FRACTION; step > 0; step--) {
    const m = Math.floor(step / 2);
    const numerator = step % 2 === 0 ? m * (b - m) : -(a + m) * (a + b + m);
    value = 1 + (numerator * x) / ((a + step - 1) * (a + step) * value);
  }
  return value;
}

/** ln Gamma(z), z > 0: Stirling's series (DLMF 5.11.1) where it is exact to round-off, and Gamma(z + 1) = z Gamma(z). */
function logGamma(z: number): number {
  let shift = 0;
  let at = z;
  for (; at < 12; at++) shift += Math.log(at);
  const squared = 1 / (at * at);
  const series = (1 / 12 - squared * (1 / 360 - squared * (1 / 1260 - squared / 1680))) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
