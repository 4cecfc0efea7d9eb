/**
 * Student's t for whole degrees of freedom nu, by the finite sums of Abramowitz and Stegun (1964), eqs. 26.7.3 and 26.7.4:
 * with theta = arctan(t / sqrt(nu)), the probability A(t | nu) that |T| <= t is
 *     nu odd:   2 / pi (theta + sin theta (cos theta + 2/3 cos^3 theta + ... )),   the last term cos^(nu - 2),
 *     nu even:  sin theta (1 + 1/2 cos^2 theta + (1 3)/(2 4) cos^4 theta + ...),    the last term cos^(nu - 2).
 */

const HALVINGS = 200;

/** Half width of the interval that holds T with a probability. @param degrees of freedom @param probability within (0, 1) */
export function studentInterval(degrees: number, probability: number): number {
  if (!Number.isInteger(degrees) || degrees < 1) return NaN;
  let [below, above] = [0, 1];
  while (within(above, degrees) < probability) above *= 2;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (below + above) / 2;
    if (within(middle, degrees) < probability) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}

/** A(t | nu) */
function within(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = 0;
  for (let power = odd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term;
    term *= (cosine ** 2 * (power + 1)) / (power + 2);
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}
