/**
 * Deep convection and horizontal diffusion of a field, float64, and their transposes. Both are linear: forwards they are
 * the definitions of src/kernels/reference. With M the air, which they leave alone, and p the sensitivity to q:
 * - diffusion exchanges air symmetrically, so its matrix is M^-1 S with S = S^T, and p_old = M (the same step of p / M);
 * - convection, with c_k = dt M_k (q_k - u_k) through interface k, is walked back from the top: p_k and that to u_k take
 *   +-dt M_k (p_(k-1) / m_(k-1) - p_k / m_k), and what goes to u_(k+1) falls to the air taken in and to u_k.
 */
import { convectDeeply, deepSubsteps } from "../../kernels/reference/deepConvectionReference.js";
import { diffuseLine } from "../../kernels/reference/horizontalDiffusionReference.js";
import type { SubgridTransport } from "../subgridTransport.js";
import type { SweepGeometry } from "./sweepGeometry.js";

export interface SubgridLines {
  /** @param field replaced @param air [level][row][column], [kg] @param exchange of diffusion, or updraft, [kg s-1] */
  forward(field: Float64Array, air: Float64Array, exchange: Float64Array, dt: number): void;
  /** @param field sensitivities, replaced */
  adjoint(field: Float64Array, air: Float64Array, exchange: Float64Array, dt: number): void;
}

/** The sweeps besides advection and vertical mixing, in the order in which they follow x, y, z, and what drives each. */
export const SUBGRID_SWEEPS = ["updraft", "xDiffusion", "yDiffusion"] as const satisfies (keyof SubgridTransport)[];

interface Column {
  readonly values: Float64Array;
  readonly mass: Float64Array;
}

/** Horizontal diffusion along the lines of a geometry. */
export function createDiffusionLines(geometry: SweepGeometry): SubgridLines {
  return onLines(
    geometry,
    ({ values, mass }, exchange, dt) => diffuseLine({ values, mass, exchange }, dt),
    ({ values, mass }, exchange, dt) => {
      for (let i = 0; i < mass.length; i++) values[i] /= mass[i];
      diffuseLine({ values, mass, exchange }, dt);
      for (let i = 0; i < mass.length; i++) values[i] *= mass[i];
    },
  );
}

/** Deep convection in the columns of a geometry. */
export function createConvectionColumns(geometry: SweepGeometry): SubgridLines {
  const plume = new Float64Array(geometry.length + 1);
  return onLines(
    geometry,
    ({ values, mass }, updraft, dt) => convectDeeply({ values, mass, updraft }, dt),
    ({ values, mass }, updraft, dt) => {
      const n = mass.length;
      const substeps = deepSubsteps({ mass, updraft }, dt);
      const part = dt / substeps;
      for (let s = 0; s < substeps; s++) {
        let below = values[0] / mass[0];
        plume.fill(0);
        for (let k = 1; k < n; k++) {
          const own = values[k] / mass[k];
          const through = part * updraft[k] * (below - own);
          values[k] += through;
          plume[k] = -through;
          below = own;
        }
        for (let k = n - 2; k >= 0; k--) {
          const rising = k === 0 ? 0 : updraft[k];
          const taken = rising === 0 ? 1 : Math.max(0, updraft[k + 1] - rising) / Math.max(updraft[k + 1], rising);
          values[k] += taken * plume[k + 1];
          plume[k] += (1 - taken) * plume[k + 1];
        }
      }
    },
  );
}

function onLines(
  { lines, length, stride, firstCell, firstFace }: SweepGeometry,
  forward: (line: Column, exchange: Float64Array, dt: number) => void,
  adjoint: (line: Column, exchange: Float64Array, dt: number) => void,
): SubgridLines {
  const values = new Float64Array(length);
  const mass = new Float64Array(length);
  const through = new Float64Array(length + 1);
  const each =
    (move: typeof forward): SubgridLines["forward"] =>
    (field, air, exchange, dt) => {
      for (let line = 0; line < lines; line++) {
        const [cell, face] = [firstCell(line), firstFace(line)];
        let any = false;
        for (let i = 1; i < length; i++) {
          through[i] = exchange[face + i * stride];
          any ||= through[i] !== 0;
        }
        if (!any) continue;
        for (let i = 0; i < length; i++) {
          values[i] = field[cell + i * stride];
          mass[i] = air[cell + i * stride];
        }
        move({ values, mass }, through, dt);
        for (let i = 0; i < length; i++) field[cell + i * stride] = values[i];
      }
    };
  return { forward: each(forward), adjoint: each(adjoint) };
}
