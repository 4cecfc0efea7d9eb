/**
 * One sweep of the piecewise parabolic method along a line of equal cells in Courant-number form, as US EPA CMAQ v5.5
 * advects (doi:10.5281/zenodo.13883210); equation numbers of Colella & Woodward (1984,
 * doi:10.1016/0021-9991(84)90143-8). It moves a concentration c (amount per volume), not a mole fraction:
 *     c_i <- c_i + (f_i - f_(i+1)) / ds,   f the amount through a face in dt, so that only sum(c) is kept.
 * Beyond each end lie three ghost cells of one value: where the wind blows in or stands still the boundary value, whose
 * flux is donor cell; where it blows out, an extrapolation that leaves the flux divergence of the end cell unchanged.
 */
import { CoverageError, NumericalError } from "../../../errors.js";
import { requireLengths } from "./lengths.js";

const GHOSTS = 3;
/** Below this wind [m s-1] the outflow ghost is the end cell. */
const CALM = 1e-3;

export interface PpmLine {
  /** Concentration of each cell, any unit, [cell], two cells or more. */
  readonly values: ArrayLike<number>;
  /** Wind at the faces, positive to growing index [m s-1], [cell + 1]. */
  readonly velocity: ArrayLike<number>;
  /** Width of a cell [m]. */
  readonly spacing: number;
  /** Concentrations beyond the first and the last face, used where the wind does not blow out. */
  readonly boundaryFirst: number;
  readonly boundaryLast: number;
}

/**
 * @param dt [s]
 * @returns the concentrations after dt, [cell]
 * @throws CoverageError where there are fewer than two cells or the faces do not fit the cells
 * @throws NumericalError where a Courant number exceeds 1
 * @example
 * import { ppmSweep1d } from "openjdas";
 *
 * const line = {
 *   values: [0, 0, 1, 0, 0],
 *   velocity: [10, 10, 10, 10, 10, 10],
 *   spacing: 1000,
 *   boundaryFirst: 0,
 *   boundaryLast: 0,
 * };
 * ppmSweep1d(line, 100).map((value) => Math.round(value)); // => [0, 0, 0, 1, 0]
 */
export function ppmSweep1d(line: PpmLine, dt: number): Float64Array {
  const { values, velocity, spacing } = line;
  const n = values.length;
  checkLine(line, dt);
  const c = withGhosts(line);
  const { left, right } = monotoneParabolas(c);

  // Eq. 1.12: the mean of a parabola over the share x of its cell that passes a face.
  const passing = (cell: number, near: number, far: number, x: number): number => {
    const curvature = 6 * (c[cell] - 0.5 * (near + far));
    return near - 0.5 * x * (near - far - curvature * (1 - (2 / 3) * x));
  };
  const amount = Float64Array.from({ length: n + 1 }, (_, face) => {
    const reach = velocity[face] * dt;
    const lower = face + GHOSTS - 1;
    if (reach > 0) {
      if (face === 0) return reach * c[lower];
      return reach * passing(lower, right[lower], left[lower], reach / spacing);
    }
    if (reach === 0) return 0;
    if (face === n) return reach * c[lower + 1];
    return reach * passing(lower + 1, left[lower + 1], right[lower + 1], -reach / spacing);
  });
  return Float64Array.from({ length: n }, (_, i) => values[i] + (amount[i] - amount[i + 1]) / spacing);
}

function checkLine({ values, velocity, spacing }: PpmLine, dt: number): void {
  const n = values.length;
  if (n < 2) throw new CoverageError({ where: "ppmSweep1d: values", found: `${n} cells`, expected: "two or more" });
  requireLengths("ppmSweep1d", [["velocity", velocity.length, n + 1]]);
  for (let face = 0; face <= n; face++) {
    const courant = Math.abs(velocity[face] * dt) / spacing;
    if (!(courant <= 1)) {
      throw new NumericalError({
        where: `ppmSweep1d: face ${face}`,
        found: `Courant number ${courant}`,
        expected: "at most 1",
        remedy: "take a shorter step",
      });
    }
  }
}

/** The line between its ghost cells, [GHOSTS + cell + GHOSTS]. */
function withGhosts({ values, velocity, boundaryFirst, boundaryLast }: PpmLine): Float64Array {
  const n = values.length;
  const first = velocity[0] < 0 ? outflowGhost(values[0], values[1], velocity[0], velocity[1]) : boundaryFirst;
  const last =
    velocity[n] > 0 ? outflowGhost(values[n - 1], values[n - 2], velocity[n], velocity[n - 1]) : boundaryLast;
  const padded = new Float64Array(n + 2 * GHOSTS);
  padded.fill(first, 0, GHOSTS);
  padded.set(Array.from(values), GHOSTS);
  padded.fill(last, GHOSTS + n);
  return padded;
}

/** From the end cell and its inner neighbour, and the winds at the end face and the next. */
function outflowGhost(end: number, inner: number, endWind: number, innerWind: number): number {
  if (Math.abs(endWind) < CALM || endWind * innerWind <= 0) return end;
  return Math.max(0, end - (innerWind / endWind) * (inner - end));
}

/** Values at the left and right edge of each cell's parabola; those of the outermost two cells at each end are unset. */
function monotoneParabolas(c: Float64Array): { left: Float64Array; right: Float64Array } {
  const n = c.length;
  const slope = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) slope[i] = limitedSlope(c[i] - c[i - 1], c[i + 1] - c[i]);
  const left = new Float64Array(n);
  const right = new Float64Array(n);
  for (let i = 2; i < n - 2; i++) {
    left[i] = edge(c[i - 1], c[i], slope[i - 1], slope[i]);
    right[i] = edge(c[i], c[i + 1], slope[i], slope[i + 1]);
    [left[i], right[i]] = monotone(c[i], left[i], right[i]);
  }
  return { left, right };
}

/** Eqs. 1.7 and 1.8, of the differences to the two neighbours. */
function limitedSlope(below: number, above: number): number {
  if (!(below * above > 0)) return 0;
  const mean = 0.5 * (below + above);
  return Math.sign(mean) * Math.min(Math.abs(mean), 2 * Math.abs(below), 2 * Math.abs(above));
}

/** Eq. 1.6 on equal cells: the value between two cells. */
function edge(lower: number, upper: number, lowerSlope: number, upperSlope: number): number {
  return 0.5 * (lower + upper) - (upperSlope - lowerSlope) / 6;
}

/** Eq. 1.10: the edges of a parabola of mean c that neither overshoots nor undershoots. */
function monotone(c: number, left: number, right: number): [number, number] {
  if (!((right - c) * (c - left) > 0)) return [c, c];
  const rise = right - left;
  const curvature = 6 * (c - 0.5 * (left + right));
  if (rise * curvature > rise * rise) return [3 * c - 2 * right, right];
  if (rise * curvature < -rise * rise) return [left, 3 * c - 2 * left];
  return [left, right];
}
