/**
 * From a source's levels to the model's, linear in the logarithm of pressure, column by column. A value near the ground
 * (10 m wind, 2 m temperature), where there is one, takes the place of all levels below it; beyond the lowest and the
 * highest value the nearest holds. Levels are those of LevelAxis: p = a + b ps [Pa].
 */
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { LevelAxis } from "../../io/cfLevels.js";

export interface VerticalInterpolation {
  /**
   * @param field          [source level][point], from the lowest
   * @param nearGround     [point], 10 m above the ground, or undefined
   * @param surfacePressure [point], [Pa]
   * @param out            [model level][point]
   */
  apply(
    field: Float64Array,
    nearGround: Float64Array | undefined,
    surfacePressure: Float64Array,
    out: Float64Array,
  ): void;
}

/** Pressure at 10 m (and 2 m, near enough) over surface pressure: exp(-10 m g / (R 288 K)). */
const NEAR_GROUND = Math.exp(-10 / 8430);

/** To the middles of the model's layers. @param axis levels from the lowest */
export function createVerticalInterpolation(axis: LevelAxis, vertical: VerticalCoordinate): VerticalInterpolation {
  const middle = (edges: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: vertical.levels }, (_, k) => 0.5 * (edges[k] + edges[k + 1]));
  return interpolationTo(axis, { a: middle(vertical.a), b: middle(vertical.b) });
}

/** To the interfaces between the model's layers, without the ground and the top. @param axis levels from the lowest */
export function createInterfaceInterpolation(axis: LevelAxis, vertical: VerticalCoordinate): VerticalInterpolation {
  const inner = (edges: ArrayLike<number>): Float64Array => Float64Array.from(edges).subarray(1, vertical.levels);
  return interpolationTo(axis, { a: inner(vertical.a), b: inner(vertical.b) });
}

function interpolationTo(axis: LevelAxis, target: LevelAxis): VerticalInterpolation {
  const { a, b } = axis;
  const count = a.length;
  const levels = target.a.length;
  const logs = new Float64Array(count + 1);
  const values = new Float64Array(count + 1);
  const fixed = b.every((value) => value === 0) ? a.map(Math.log) : undefined;
  return {
    apply(field, nearGround, surfacePressure, out) {
      const points = surfacePressure.length;
      for (let p = 0; p < points; p++) {
        const ps = surfacePressure[p];
        const ground = nearGround === undefined ? ps : ps * NEAR_GROUND;
        let n = 0;
        if (nearGround !== undefined) {
          logs[0] = Math.log(ground);
          values[0] = nearGround[p];
          n = 1;
        }
        for (let k = 0; k < count; k++) {
          // The last level stays, lest a column be empty.
          const pressure = a[k] + b[k] * ps;
          if (nearGround !== undefined && pressure > ground && k < count - 1) continue;
          logs[n] = fixed === undefined ? Math.log(pressure) : fixed[k];
          values[n] = field[k * points + p];
          n++;
        }
        let below = 0;
        for (let k = 0; k < levels; k++) {
          const pressure = target.a[k] + target.b[k] * ps;
          const log = Math.log(pressure);
          while (below < n - 2 && logs[below + 1] >= log) below++;
          const share = n < 2 ? 0 : (logs[below] - log) / (logs[below] - logs[below + 1]);
          const bounded = Math.min(1, Math.max(0, share));
          out[k * points + p] = n < 2 ? values[0] : values[below] + bounded * (values[below + 1] - values[below]);
        }
      }
    },
  };
}
