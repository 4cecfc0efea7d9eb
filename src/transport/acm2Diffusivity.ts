/**
 * Eddy diffusivity of ACM2 (Pleim 2007, doi:10.1175/JAM2539.1) by the formulas of CMAQ v5.5, of which
 * src/kernels/reference/cmaq/eddyDiffusivity.ts is the definition: the greater of
 *     K_pbl   = k (u* / phi_h) z (1 - z/h)^2 below the boundary layer's top h
 *     K_local = K_min + S l^2 f(Ri), l = k z lambda / (k z + lambda), lambda = 80 m (Liu & Carroll 1996),
 * at most 1000 m2 s-1, K_min of leastDiffusivity.ts. The weather has no cloud water, so that Ri is that of air without
 * cloud.
 */
import { VON_KARMAN } from "../constants.js";

const GREATEST = 1000;
/** Asymptotic mixing length lambda [m]. */
const MIXING_LENGTH = 80;
/** Added to the square of the shear [s-2]. */
const LEAST_SHEAR = 1e-9;
/** Slope of phi_h in stable, and within the root in unstable air. */
const STABLE_SLOPE = 5;
const UNSTABLE_SLOPE = 16;
/** Share of the boundary layer that is its surface layer. */
const SURFACE_LAYER = 0.1;

/** What acts on an interface between two layers. */
export interface Interface {
  /** Above ground [m]. */
  readonly height: number;
  /** Square of the wind shear [s-2]. */
  readonly shear: number;
  /** N^2 [s-2], negative in unstable air. */
  readonly stability: number;
  /** Height h of the boundary layer [m]. */
  readonly depth: number;
  /** K_min [m2 s-1]. */
  readonly least: number;
  /** u* [m s-1] */
  readonly friction: number;
  /** 1 / L [m-1] */
  readonly inverseObukhov: number;
}

/** @returns [m2 s-1] */
export function acm2Diffusivity(at: Interface): number {
  const { height, shear, stability, depth, least, friction, inverseObukhov } = at;
  const squared = shear + LEAST_SHEAR;
  const ri = stability / squared;
  const length = (VON_KARMAN * height * MIXING_LENGTH) / (VON_KARMAN * height + MIXING_LENGTH);
  const factor = ri < 0 ? Math.sqrt(1 - 25 * ri) : 0.0012 + 1 / (1 + ri * (10 + 50 * ri * (1 + 100 * ri * ri)));
  const local = least + length * length * Math.sqrt(squared) * factor;
  if (height >= depth) return Math.min(GREATEST, local);
  const open = 1 - height / depth;
  const mixed = VON_KARMAN * friction * height * open * open * heatExchange(height, depth, inverseObukhov);
  return Math.min(GREATEST, Math.max(local, mixed));
}

/** 1 / phi_h; in unstable air above the surface layer that of its top. */
function heatExchange(height: number, depth: number, inverseObukhov: number): number {
  if (inverseObukhov < 0) {
    return Math.sqrt(1 - UNSTABLE_SLOPE * Math.min(height, SURFACE_LAYER * depth) * inverseObukhov);
  }
  const zeta = height * inverseObukhov;
  return 1 / (zeta < 1 ? 1 + STABLE_SLOPE * zeta : STABLE_SLOPE + zeta);
}
