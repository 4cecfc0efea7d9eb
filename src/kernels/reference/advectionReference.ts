/**
 * The definition of the advection kernels on one line of cells, float64: monotonic piecewise parabolic method (Colella &
 * Woodward 1984, eqs. 1.6-1.12) with air mass fluxes,
 *     q <- q + (F_l (q_l - q) - F_r (q_r - q)) / m_new,   m_new = m + F_l - F_r,
 * in as many sub-steps as the air that leaves a cell demands. q may be an anomaly from a constant. What all tracers of
 * the line share is computed once.
 */
import { parabolicSpacing, SPACING_CONSTANTS } from "../parabolicSpacing.js";

/** The air that leaves a cell in one sub-step, at most, as a share of the cell. */
const GREATEST_SHARE = 0.99;
const MOST_SUBSTEPS = 1000;
/** Cells beyond either end of the line. */
const GHOSTS = 2;

/** The air of a line of cells. */
export interface LineAir {
  /** Dry air of each cell [kg]; replaced. */
  readonly mass: Float64Array;
  /** Dry air through the n + 1 faces, positive to growing index [kg s-1]. */
  readonly flux: ArrayLike<number>;
}

export interface Line extends LineAir {
  /** Mole fraction of each cell; replaced. */
  readonly values: Float64Array;
  /** Mole fraction that flows in at the first and the last face. */
  readonly inflowFirst: number;
  readonly inflowLast: number;
  /** Thickness of the cells, any unit; equal where not given. */
  readonly thickness?: ArrayLike<number>;
}

/** Moves one tracer: its values on the line are replaced. @returns what entered through both ends [kg x mole fraction] */
export type LineSweep = (values: Float64Array, inflowFirst: number, inflowLast: number) => number;

/** @param dt [s] @returns what entered through both ends [kg x mole fraction] */
export function advectLine({ values, mass, flux, inflowFirst, inflowLast, thickness }: Line, dt: number): number {
  const spacing = parabolicSpacing(thickness ?? new Float64Array(mass.length).fill(1));
  return lineSweep({ mass, flux }, spacing, dt)(values, inflowFirst, inflowLast);
}

/** @returns sub-steps such that no cell gives away more air than it has at their beginning */
export function countSubsteps({ mass, flux }: LineAir, dt: number): number {
  let worst = 0;
  for (let i = 0; i < mass.length; i++) {
    const least = Math.min(mass[i], mass[i] + (flux[i] - flux[i + 1]) * dt);
    if (!(least > 0)) throw new RangeError(`cell ${i} loses all of its air`);
    worst = Math.max(worst, ((Math.max(0, flux[i + 1]) - Math.min(0, flux[i])) * dt) / least);
  }
  const count = Math.max(1, Math.ceil(worst / GREATEST_SHARE));
  if (!(count < MOST_SUBSTEPS)) throw new RangeError(`the air asks for ${count} sub-steps`);
  return count;
}

/**
 * Moves the air of a line by `dt` [s]. @param spacing constants of parabolicSpacing.ts, [cell][5]
 * @returns how it moves its tracers
 */
export function lineSweep({ mass, flux }: LineAir, spacing: ArrayLike<number>, dt: number): LineSweep {
  const n = mass.length;
  const substeps = countSubsteps({ mass, flux }, dt);
  const air = new Float64Array(n + 1);
  for (let face = 0; face <= n; face++) air[face] = (flux[face] * dt) / substeps;
  // of each sub-step: air of the cells after it, and of each face the share of the upwind cell that crosses it
  const masses = new Float64Array(substeps * n);
  const shares = new Float64Array(substeps * (n + 1));
  for (let s = 0; s < substeps; s++) {
    for (let face = 0; face <= n; face++) {
      const upwind = air[face] > 0 ? face - 1 : face;
      shares[s * (n + 1) + face] = upwind < 0 || upwind >= n ? 0 : Math.abs(air[face]) / mass[upwind];
    }
    for (let i = 0; i < n; i++) {
      mass[i] += air[i] - air[i + 1];
      masses[s * n + i] = mass[i];
    }
  }
  const padded = new Float64Array(n + 2 * GHOSTS);
  const slopes = new Float64Array(n + 2 * GHOSTS);
  const edges = new Float64Array(n + 2 * GHOSTS);
  const carried = new Float64Array(n + 1);
  // beyond the ends those of the outermost cells
  const constants = new Float64Array(SPACING_CONSTANTS * padded.length);
  constants.set(spacing, SPACING_CONSTANTS * GHOSTS);
  for (let j = 0; j < GHOSTS; j++) {
    constants.copyWithin(SPACING_CONSTANTS * j, SPACING_CONSTANTS * GHOSTS, SPACING_CONSTANTS * (GHOSTS + 1));
    const beyond = SPACING_CONSTANTS * (n + GHOSTS + j);
    constants.copyWithin(beyond, SPACING_CONSTANTS * (n + GHOSTS - 1), SPACING_CONSTANTS * (n + GHOSTS));
  }
  return (values, inflowFirst, inflowLast) => {
    let entered = 0;
    for (let s = 0; s < substeps; s++) {
      const low = air[0] > 0 ? inflowFirst : values[0];
      const high = air[n] < 0 ? inflowLast : values[n - 1];
      padded.fill(low, 0, GHOSTS);
      padded.set(values, GHOSTS);
      padded.fill(high, n + GHOSTS);
      for (let j = 1; j < n + 3; j++) {
        slopes[j] = limitedSlope(
          padded[j] - padded[j - 1],
          padded[j + 1] - padded[j],
          constants,
          SPACING_CONSTANTS * j,
        );
      }
      // the edge between j and j + 1
      for (let j = 1; j < n + 2; j++) {
        const at = SPACING_CONSTANTS * j;
        edges[j] =
          padded[j] +
          constants[at + 2] * (padded[j + 1] - padded[j]) -
          constants[at + 3] * slopes[j + 1] +
          constants[at + 4] * slopes[j];
      }
      for (let face = 0; face <= n; face++) {
        const share = shares[s * (n + 1) + face];
        // cell `face - 1` is at face + 1, the cell after the face at face + 2
        if (air[face] > 0) {
          carried[face] = face === 0 ? low : upwindMean(padded[face + 1], edges[face], edges[face + 1], share);
        } else if (air[face] < 0) {
          carried[face] = face === n ? high : upwindMean(padded[face + 2], edges[face + 2], edges[face + 1], share);
        } else carried[face] = 0;
      }
      for (let i = 0; i < n; i++) {
        values[i] +=
          (air[i] * (carried[i] - values[i]) - air[i + 1] * (carried[i + 1] - values[i])) / masses[s * n + i];
      }
      entered += air[0] * carried[0] - air[n] * carried[n];
    }
    return entered;
  };
}

/** Slope of a cell between the differences to its neighbours (eqs. 1.7, 1.8); its constants start at `at`. */
function limitedSlope(below: number, above: number, constants: Float64Array, at: number): number {
  if (above * below <= 0) return 0;
  const slope = constants[at] * above + constants[at + 1] * below;
  const most = 2 * Math.min(Math.abs(above), Math.abs(below));
  return slope > 0 ? Math.min(slope, most) : Math.max(slope, -most);
}

/**
 * Mean of a monotonic parabola (eq. 1.10) over the share x of the cell that lies at its edge `near` (eq. 1.12).
 * @param mean of the cell @param far value at the other edge
 */
function upwindMean(mean: number, far: number, near: number, x: number): number {
  let left = far;
  let right = near;
  if ((right - mean) * (mean - left) <= 0) return mean;
  if (Math.abs(mean - left) > 2 * Math.abs(right - mean)) left = 3 * mean - 2 * right;
  else if (Math.abs(right - mean) > 2 * Math.abs(mean - left)) right = 3 * mean - 2 * left;
  const a6 = 6 * (mean - (left + right) / 2);
  return right - (x / 2) * (right - left - (1 - (2 / 3) * x) * a6);
}
