/**
 * Linear twin of the advection along one line of cells, with its exact transpose, float64: the piecewise parabolic
 * method (Colella & Woodward 1984, eqs. 1.6-1.12) without limits,
 *     m_new q_new = m q + F_l c_l - F_r c_r,   c = q_u + A r_u - B l_u   of the upwind cell u,
 * r and l the rise of the parabola from the cell's mean to its edges. Where the outermost cell sees itself repeated
 * (nothing flows in) it is flat: the limits of src/kernels/reference/advectionReference.ts make it so in any field.
 * With a share s of the parabolas c = q_u + s (A r_u - B l_u): at 0 first-order upwind.
 * Transpose, with p the sensitivity to q and mu = p_new / m_new:   p = m mu + stencil^T [F (mu_right - mu_left)].
 */
import { countSubsteps } from "../../kernels/reference/advectionReference.js";
import { SPACING_CONSTANTS } from "../../kernels/parabolicSpacing.js";
import { adjointSubstep, forwardSubstep, substepWork } from "./parabolicSubstep.js";

export interface ParabolicLine {
  /** Mole fraction of each cell, or the sensitivity to it; replaced. */
  readonly values: Float64Array;
  /** Dry air of each cell before the sweep [kg]; `carry` replaces it by that after. */
  readonly mass: Float64Array;
  /** Dry air through the n + 1 faces, positive to growing index [kg s-1]. */
  readonly flux: Float64Array;
  /** Mole fraction that flows in at the first and the last face; `adjoint` adds the sensitivity to it. */
  readonly inflow: Float64Array;
  /** Moves the air for `dt` [s], in as many sub-steps as it demands. Comes before `forward` and `adjoint`. */
  carry(dt: number): void;
  /** Values after the sweep from those before. */
  forward(): void;
  /** Sensitivities to the values before the sweep from those to the values after it. */
  adjoint(): void;
}

/** @param spacing constants of parabolicSpacing.ts, [cell][5] @param share of the parabolas [1] */
export function createParabolicLine(spacing: Float64Array, share: number): ParabolicLine {
  const n = spacing.length / SPACING_CONSTANTS;
  const work = substepWork(spacing, share);
  const { air, values, inflow } = work;
  const mass = new Float64Array(n);
  const flux = new Float64Array(n + 1);
  /** Air before each sub-step, and after the last: [sub-step + 1][cell]. */
  let masses = new Float64Array(2 * n);
  let substeps = 1;
  return {
    values,
    mass,
    flux,
    inflow,
    carry(dt) {
      substeps = isSlow(mass, flux, dt) ? 1 : countSubsteps({ mass, flux }, dt);
      if (masses.length < (substeps + 1) * n) masses = new Float64Array((substeps + 1) * n);
      for (let i = 0; i <= n; i++) air[i] = flux[i] * (dt / substeps);
      masses.set(mass);
      for (let s = 0, at = 0; s < substeps; s++) {
        for (let i = 0; i < n; i++, at++) masses[at + n] = masses[at] + air[i] - air[i + 1];
      }
      for (let i = 0; i < n; i++) mass[i] = masses[substeps * n + i];
    },
    forward() {
      for (let s = 0; s < substeps; s++) forwardSubstep(work, masses, s * n);
    },
    adjoint() {
      for (let s = substeps - 1; s >= 0; s--) adjointSubstep(work, masses, s * n);
    },
  };
}

/** Whether one sub-step is surely enough: no cell loses more than 98 % of its air; saves a division a cell. */
function isSlow(mass: Float64Array, flux: Float64Array, dt: number): boolean {
  let left = flux[0] * dt;
  for (let i = 0; i < mass.length; i++) {
    const right = flux[i + 1] * dt;
    const m = mass[i];
    const change = left - right;
    const least = change < 0 ? m + change : m;
    if (!((right > 0 ? right : 0) - (left < 0 ? left : 0) <= 0.98 * least)) return false;
    left = right;
  }
  return true;
}
