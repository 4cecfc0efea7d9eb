/**
 * Linear twin of the advection along one line of cells, with its exact transpose, float64: the piecewise parabolic
 * method (Colella & Woodward 1984, eqs. 1.6-1.12) without limits,
 *     m_new q_new = m q + F_l c_l - F_r c_r,   c = q_u + A r_u - B l_u   of the upwind cell u,
 * r and l the rise of the parabola from the cell's mean to its edges. Where the outermost cell sees itself repeated
 * (nothing flows in) it is flat: the limits of src/kernels/reference/advectionReference.ts make it so in any field.
 * Transpose, with p the sensitivity to q and mu = p_new / m_new:   p = m mu + stencil^T [F (mu_right - mu_left)].
 */
import { countSubsteps } from "../../kernels/reference/advectionReference.js";
import { SPACING_CONSTANTS } from "../../kernels/parabolicSpacing.js";

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

/** @param spacing constants of parabolicSpacing.ts, [cell][5] */
export function createParabolicLine(spacing: Float64Array): ParabolicLine {
  const n = spacing.length / SPACING_CONSTANTS;
  const end = (n - 1) * SPACING_CONSTANTS;
  const values = new Float64Array(n);
  const mass = new Float64Array(n);
  const flux = new Float64Array(n + 1);
  const inflow = new Float64Array(2);
  /** Air before each sub-step, and after the last: [sub-step + 1][cell]. */
  let masses = new Float64Array(2 * n);
  let substeps = 1;
  /** Air through the faces in a sub-step [kg]. */
  const air = new Float64Array(n + 1);
  /** Difference, slope and rise to the edge, and the carried amounts; backwards the sensitivities to them. */
  const difference = new Float64Array(n + 1);
  const slope = new Float64Array(n);
  const rise = new Float64Array(n + 1);
  const carried = new Float64Array(n + 1);
  const toRight = new Float64Array(n);
  const toLeft = new Float64Array(n);

  /** Whether one sub-step is surely enough: no cell loses more than 98 % of its air; saves a division a cell. */
  const isSlow = (dt: number): boolean => {
    let left = flux[0] * dt;
    for (let i = 0; i < n; i++) {
      const right = flux[i + 1] * dt;
      const m = mass[i];
      const change = left - right;
      const least = change < 0 ? m + change : m;
      if (!((right > 0 ? right : 0) - (left < 0 ? left : 0) <= 0.98 * least)) return false;
      left = right;
    }
    return true;
  };
  const forwardSubstep = (before: number): void => {
    const entersFirst = air[0] > 0;
    const entersLast = air[n] < 0;
    const at = masses;
    difference[0] = entersFirst ? values[0] - inflow[0] : 0;
    for (let i = 1; i < n; i++) difference[i] = values[i] - values[i - 1];
    difference[n] = entersLast ? inflow[1] - values[n - 1] : 0;
    for (let i = 0, c = 0; i < n; i++, c += SPACING_CONSTANTS) {
      slope[i] = spacing[c] * difference[i + 1] + spacing[c + 1] * difference[i];
    }
    if (!entersFirst) slope[0] = 0;
    if (!entersLast) slope[n - 1] = 0;
    rise[0] = difference[0] / 2 - slope[0] / 6;
    for (let i = 1, c = 0; i < n; i++, c += SPACING_CONSTANTS) {
      rise[i] = spacing[c + 2] * difference[i] - spacing[c + 3] * slope[i] + spacing[c + 4] * slope[i - 1];
    }
    rise[n] = spacing[end + 2] * difference[n] + spacing[end + 4] * slope[n - 1];
    for (let i = 0; i < n; i++) {
      toRight[i] = rise[i + 1];
      toLeft[i] = difference[i] - rise[i];
    }
    if (!entersFirst) toRight[0] = toLeft[0] = 0;
    if (!entersLast) toRight[n - 1] = toLeft[n - 1] = 0;
    for (let i = 0; i <= n; i++) {
      const a = air[i];
      if (a > 0) {
        if (i === 0) carried[0] = a * inflow[0];
        else {
          const h = (0.5 * a) / at[before + i - 1];
          const g = 3 * h * (1 - (4 / 3) * h);
          carried[i] = a * (values[i - 1] + (1 - h - g) * toRight[i - 1] - (h - g) * toLeft[i - 1]);
        }
      } else if (i === n) carried[n] = a * inflow[1];
      else {
        const h = (-0.5 * a) / at[before + i];
        const g = 3 * h * (1 - (4 / 3) * h);
        carried[i] = a * (values[i] + (h - g) * toRight[i] - (1 - h - g) * toLeft[i]);
      }
    }
    for (let i = 0; i < n; i++) {
      const q = values[i];
      values[i] = q + (carried[i] - air[i] * q - (carried[i + 1] - air[i + 1] * q)) / at[before + n + i];
    }
  };

  const adjointSubstep = (before: number): void => {
    const entersFirst = air[0] > 0;
    const entersLast = air[n] < 0;
    const at = masses;
    let lower = 0;
    for (let i = 0; i < n; i++) {
      const upper = values[i] / at[before + n + i];
      carried[i] = air[i] * (upper - lower);
      values[i] = upper * at[before + i];
      lower = upper;
    }
    carried[n] = -air[n] * lower;
    toRight.fill(0);
    toLeft.fill(0);
    for (let i = 0; i <= n; i++) {
      const a = air[i];
      const one = carried[i];
      if (a > 0) {
        if (i === 0) inflow[0] += one;
        else {
          const h = (0.5 * a) / at[before + i - 1];
          const g = 3 * h * (1 - (4 / 3) * h);
          values[i - 1] += one;
          toRight[i - 1] += (1 - h - g) * one;
          toLeft[i - 1] -= (h - g) * one;
        }
      } else if (i === n) inflow[1] += one;
      else {
        const h = (-0.5 * a) / at[before + i];
        const g = 3 * h * (1 - (4 / 3) * h);
        values[i] += one;
        toRight[i] += (h - g) * one;
        toLeft[i] -= (1 - h - g) * one;
      }
    }
    if (!entersFirst) toRight[0] = toLeft[0] = 0;
    if (!entersLast) toRight[n - 1] = toLeft[n - 1] = 0;
    difference[0] = toLeft[0];
    rise[0] = -toLeft[0];
    for (let i = 1; i < n; i++) {
      difference[i] = toLeft[i];
      rise[i] = toRight[i - 1] - toLeft[i];
    }
    difference[n] = 0;
    rise[n] = toRight[n - 1];
    difference[0] += rise[0] / 2;
    slope[0] = -rise[0] / 6;
    for (let i = 1, c = 0; i < n; i++, c += SPACING_CONSTANTS) {
      difference[i] += spacing[c + 2] * rise[i];
      slope[i] = -spacing[c + 3] * rise[i];
      slope[i - 1] += spacing[c + 4] * rise[i];
    }
    difference[n] += spacing[end + 2] * rise[n];
    slope[n - 1] += spacing[end + 4] * rise[n];
    if (!entersFirst) slope[0] = 0;
    if (!entersLast) slope[n - 1] = 0;
    for (let i = 0, c = 0; i < n; i++, c += SPACING_CONSTANTS) {
      difference[i + 1] += spacing[c] * slope[i];
      difference[i] += spacing[c + 1] * slope[i];
    }
    if (entersFirst) {
      values[0] += difference[0];
      inflow[0] -= difference[0];
    }
    for (let i = 1; i < n; i++) {
      values[i] += difference[i];
      values[i - 1] -= difference[i];
    }
    if (entersLast) {
      inflow[1] += difference[n];
      values[n - 1] -= difference[n];
    }
  };

  return {
    values,
    mass,
    flux,
    inflow,
    carry(dt) {
      substeps = isSlow(dt) ? 1 : countSubsteps({ mass, flux }, dt);
      if (masses.length < (substeps + 1) * n) masses = new Float64Array((substeps + 1) * n);
      for (let i = 0; i <= n; i++) air[i] = flux[i] * (dt / substeps);
      masses.set(mass);
      for (let s = 0, at = 0; s < substeps; s++) {
        for (let i = 0; i < n; i++, at++) masses[at + n] = masses[at] + air[i] - air[i + 1];
      }
      for (let i = 0; i < n; i++) mass[i] = masses[substeps * n + i];
    },
    forward() {
      for (let s = 0; s < substeps; s++) forwardSubstep(s * n);
    },
    adjoint() {
      for (let s = substeps - 1; s >= 0; s--) adjointSubstep(s * n);
    },
  };
}
