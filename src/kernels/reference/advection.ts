/**
 * The definition of the advection kernels, one tracer on one line of cells, float64: monotonic piecewise parabolic
 * method (Colella & Woodward 1984, eqs. 1.6-1.12) with air mass fluxes,
 *     q <- q + (F_l (q_l - q) - F_r (q_r - q)) / m_new,   m_new = m + F_l - F_r,
 * in as many sub-steps as the air that leaves a cell demands. q may be an anomaly from a constant.
 */
import { parabolicSpacing, SPACING_CONSTANTS } from "../parabolicSpacing.js";

/** The air that leaves a cell in one sub-step, at most, as a share of the cell. */
const GREATEST_SHARE = 0.99;

export interface Line {
  /** Mole fraction of each cell; replaced. */
  readonly values: Float64Array;
  /** Dry air of each cell [kg]; replaced. */
  readonly mass: Float64Array;
  /** Dry air through the n + 1 faces, positive to growing index [kg s-1]. */
  readonly flux: ArrayLike<number>;
  /** Mole fraction that flows in at the first and the last face. */
  readonly inflowFirst: number;
  readonly inflowLast: number;
  /** Thickness of the cells, any unit; equal where not given. */
  readonly thickness?: ArrayLike<number>;
}

/** @param dt [s] @returns what entered through both ends [kg x mole fraction] */
export function advectLine(line: Line, dt: number): number {
  const substeps = countSubsteps(line, dt);
  let entered = 0;
  for (let s = 0; s < substeps; s++) entered += substep(line, dt / substeps);
  return entered;
}

/** @returns sub-steps such that no cell gives away more air than it has at their beginning */
export function countSubsteps({ mass, flux }: Pick<Line, "mass" | "flux">, dt: number): number {
  let worst = 0;
  for (let i = 0; i < mass.length; i++) {
    const least = Math.min(mass[i], mass[i] + (flux[i] - flux[i + 1]) * dt);
    if (!(least > 0)) throw new RangeError(`cell ${i} loses all of its air`);
    worst = Math.max(worst, ((Math.max(0, flux[i + 1]) - Math.min(0, flux[i])) * dt) / least);
  }
  return Math.max(1, Math.ceil(worst / GREATEST_SHARE));
}

function substep({ values, mass, flux, inflowFirst, inflowLast, thickness }: Line, dt: number): number {
  const n = values.length;
  const low = flux[0] > 0 ? inflowFirst : values[0];
  const high = flux[n] < 0 ? inflowLast : values[n - 1];
  const padded = [low, low, ...values, high, high];
  const width = thickness === undefined ? padded.map(() => 1) : Array.from(thickness);
  if (thickness !== undefined) {
    width.unshift(width[0], width[0]);
    width.push(width[width.length - 1], width[width.length - 1]);
  }
  const parabolas = limitedParabolas(padded, width);
  const carried = Array.from({ length: n + 1 }, (_, face) => {
    const air = flux[face] * dt;
    if (air > 0) return face === 0 ? low : upwindMean(parabolas[face + 1], air / mass[face - 1]);
    if (air < 0) return face === n ? high : upwindMean(mirrored(parabolas[face + 2]), -air / mass[face]);
    return 0;
  });
  for (let i = 0; i < n; i++) {
    const left = flux[i] * dt;
    const right = flux[i + 1] * dt;
    mass[i] += left - right;
    values[i] += (left * (carried[i] - values[i]) - right * (carried[i + 1] - values[i])) / mass[i];
  }
  return flux[0] * dt * carried[0] - flux[n] * dt * carried[n];
}

/** A parabola within a cell by its mean and its values at the two edges. */
interface Parabola {
  readonly mean: number;
  readonly left: number;
  readonly right: number;
}

function mirrored({ mean, left, right }: Parabola): Parabola {
  return { mean, left: right, right: left };
}

/** Mean of a parabola over the share x of the cell that lies at its right edge (eq. 1.12). */
function upwindMean({ mean, left, right }: Parabola, x: number): number {
  const a6 = 6 * (mean - (left + right) / 2);
  return right - (x / 2) * (right - left - (1 - (2 / 3) * x) * a6);
}

/** Monotonic parabolas (eqs. 1.6-1.10). */
function limitedParabolas(q: readonly number[], width: readonly number[]): Parabola[] {
  const constants = parabolicSpacing(width);
  const difference = (j: number): number => (j < 0 || j + 1 >= q.length ? 0 : q[j + 1] - q[j]);
  const slope = (j: number): number => {
    const [above, below] = [difference(j), difference(j - 1)];
    if (above * below <= 0) return 0;
    const at = j * SPACING_CONSTANTS;
    const unlimited = constants[at] * above + constants[at + 1] * below;
    return Math.sign(unlimited) * Math.min(Math.abs(unlimited), 2 * Math.abs(above), 2 * Math.abs(below));
  };
  const edge = (j: number): number => {
    const at = j * SPACING_CONSTANTS;
    return q[j] + constants[at + 2] * difference(j) - constants[at + 3] * slope(j + 1) + constants[at + 4] * slope(j);
  };
  return q.map((mean, j) => {
    const left = j === 0 ? mean : edge(j - 1);
    const right = j === q.length - 1 ? mean : edge(j);
    if ((right - mean) * (mean - left) <= 0) return { mean, left: mean, right: mean };
    if (Math.abs(mean - left) > 2 * Math.abs(right - mean)) return { mean, left: 3 * mean - 2 * right, right };
    if (Math.abs(right - mean) > 2 * Math.abs(mean - left)) return { mean, left, right: 3 * mean - 2 * left };
    return { mean, left, right };
  });
}
