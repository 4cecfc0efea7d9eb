/**
 * One column of ACM2 (Pleim 2007a, doi:10.1175/JAM2539.1), as US EPA CMAQ v5.5 steps it (doi:10.5281/zenodo.13883210),
 * Crank-Nicolson. A convective column first moves air non-locally (Pleim & Chang 1992): up from level 0 to every level of
 * the boundary layer at the rate M, down from each level to the one below at the rate M_k = M (h - z_(k-1)) / dz_k;
 *     dq_k/dt = M q_0 - M_k q_k + M_(k+1) (dz_(k+1) / dz_k) q_(k+1),
 * then every column diffuses with what the non-local share f leaves of Kz, and takes its emission:
 *     dq_k/dt = (F_(k+1) - F_k) / dz_k + s_k,   F = (1 - f) Kz dq/dz.
 * With f = 1 / (1 + (k / -(h/L))^0.3333 / (0.72 k)) and M = f Kz_0 / ((h - z_0) dz), z_k the height of the interface
 * above level k. What is kept is sum(q dz).
 */
import { solveBordered, solveTridiagonal } from "./acm2Solvers.js";

const KARMAN = 0.4;
/** Share of the diffusion and convection times that a sub-step may last. */
const SAFE_SHARE = 0.75;
/** Weight of the new time in Crank-Nicolson. */
const THETA = 0.5;

export interface Acm2Column {
  /** Height of the interface above each level and of its middle [m], [level]. */
  readonly interfaceHeight: ArrayLike<number>;
  readonly layerHeight: ArrayLike<number>;
  /** Diffusivity at the interface above each level [m2 s-1], [level]. */
  readonly diffusivity: ArrayLike<number>;
  /** Undefined where the column does not convect. */
  readonly convection: Convection | undefined;
}

interface Convection {
  /** h [m], above the top of level 0. */
  readonly height: number;
  /** h / L, negative. */
  readonly hOverL: number;
  /** Levels that the boundary layer reaches, counted from the ground. */
  readonly levels: number;
}

interface NonLocal {
  readonly levels: number;
  /** Rates [s-1] at which each level receives air of level 0 (level 0: gives it), and gives air downwards. */
  readonly up: Float64Array;
  readonly down: Float64Array;
  /** h - z_0 [m]. */
  readonly reach: number;
}

/** The rates of a column and the sub-steps that they demand. */
export interface Acm2Rates {
  readonly substeps: number;
  readonly thickness: Float64Array;
  /** (1 - f) Kz / distance of the middles, at the interface above each level [m s-1]. */
  readonly exchange: Float64Array;
  readonly nonLocal: NonLocal | undefined;
}

/** @param dt [s] */
export function acm2Rates(column: Acm2Column, dt: number): Acm2Rates {
  const { interfaceHeight: z, layerHeight, diffusivity, convection } = column;
  const n = z.length;
  const thickness = Float64Array.from({ length: n }, (_, k) => (k === 0 ? z[0] : z[k] - z[k - 1]));
  const inverseDistance = Float64Array.from({ length: n }, (_, k) => {
    const below = Math.min(k, n - 2);
    return 1 / (layerHeight[below + 1] - layerHeight[below]);
  });
  const exchange = Float64Array.from(inverseDistance, (inverse, k) => diffusivity[k] * inverse);
  let longest = dt;
  for (let k = 0; k < n - 1; k++) {
    longest = Math.min(longest, SAFE_SHARE / (diffusivity[k] * (1 / thickness[k]) * inverseDistance[k]));
  }
  let nonLocal: NonLocal | undefined;
  if (convection !== undefined) {
    const share = nonLocalShare(convection.hOverL);
    const rate = (exchange[0] / (convection.height - z[0])) * share;
    nonLocal = nonLocalRates(z, thickness, convection, rate);
    for (let k = 0; k < convection.levels; k++) exchange[k] *= 1 - share;
    const turnover = (z[convection.levels - 1] - z[0]) * (1 / thickness[0]);
    longest = Math.min(longest, SAFE_SHARE * (1 / (rate * turnover)));
  }
  return { substeps: Math.trunc(dt / longest + 0.99), thickness, exchange, nonLocal };
}

/** f, the share of the mixing at the top of level 0 that is non-local. */
function nonLocalShare(hOverL: number): number {
  return 1 / (1 + (KARMAN / -hOverL) ** 0.3333 / (0.72 * KARMAN));
}

/** @param rate M [s-1] */
function nonLocalRates(
  z: ArrayLike<number>,
  thickness: Float64Array,
  { height, levels }: Convection,
  rate: number,
): NonLocal {
  const up = new Float64Array(levels).fill(rate);
  const down = new Float64Array(levels);
  for (let k = 1; k < levels; k++) down[k] = (rate * (height - z[k - 1])) / thickness[k];
  // The uppermost level gives back what it receives.
  up[levels - 1] = down[levels - 1];
  return { levels, up, down, reach: height - z[0] };
}

/**
 * Mixes one tracer for dt.
 * @param values mole fractions [level]; replaced
 * @param emission tendency [s-1 x mole fraction] of the lowest levels; CMAQ never emits into the uppermost level
 * @param dt [s]
 */
export function mixAcm2(rates: Acm2Rates, values: Float64Array, emission: ArrayLike<number>, dt: number): void {
  const step = dt / rates.substeps;
  for (let s = 0; s < rates.substeps; s++) {
    if (rates.nonLocal !== undefined) convect(rates.nonLocal, rates.thickness, values, step);
    diffuse(rates, values, emission, step);
  }
}

function convect({ levels, up, down, reach }: NonLocal, thickness: Float64Array, q: Float64Array, dt: number): void {
  const implicit = THETA * dt;
  const explicit = (1 - THETA) * dt;
  const outOfFirst = (reach * up[0]) / thickness[0];
  const fromAbove = (k: number): number => (k < levels - 1 ? (down[k + 1] * thickness[k + 1]) / thickness[k] : 0);
  const right = new Float64Array(levels);
  const column = new Float64Array(levels);
  const diagonal = new Float64Array(levels);
  const above = new Float64Array(levels);
  for (let k = 0; k < levels; k++) {
    const gain = k === 0 ? 0 : up[k];
    const loss = k === 0 ? outOfFirst : down[k];
    const next = k < levels - 1 ? fromAbove(k) * q[k + 1] : 0;
    right[k] = q[k] + explicit * (gain * q[0] - loss * q[k] + next);
    column[k] = -implicit * gain;
    diagonal[k] = 1 + implicit * loss;
    above[k] = -implicit * fromAbove(k);
  }
  q.set(solveBordered(column, diagonal, above, right));
}

function diffuse({ thickness, exchange }: Acm2Rates, q: Float64Array, emission: ArrayLike<number>, dt: number): void {
  const n = q.length;
  const below = new Float64Array(n);
  const diagonal = new Float64Array(n);
  const above = new Float64Array(n);
  const right = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const implicit = (THETA * dt) / thickness[k];
    const explicit = ((1 - THETA) * dt) / thickness[k];
    below[k] = k === 0 ? 0 : -implicit * exchange[k - 1];
    above[k] = -implicit * exchange[k];
    diagonal[k] = 1 - below[k] - above[k];
    const inflow = k < n - 1 ? exchange[k] * (q[k + 1] - q[k]) : 0;
    const outflow = k === 0 ? 0 : exchange[k - 1] * (q[k] - q[k - 1]);
    const source = k < n - 1 && k < emission.length ? emission[k] : 0;
    right[k] = q[k] + explicit * (inflow - outflow) + dt * source;
  }
  q.set(solveTridiagonal(below, diagonal, above, right));
}
