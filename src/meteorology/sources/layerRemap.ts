/**
 * From a source's layers to the model's by mass, column by column (grids/columnRemap.ts): what the source's layers hold
 * of vapour, momentum and enthalpy between two pressures, the model's hold too. A value near the ground (10 m wind, 2 m
 * temperature), where there is one, shapes the lowest layer and leaves its mean. The same layers give the same numbers.
 */
import { remapColumn } from "../../grids/columnRemap.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { LevelAxis } from "../../io/cfLevels.js";
import type { VerticalInterpolation } from "./verticalInterpolation.js";

/** @param interfaces of the source's layers from the ground, p = a + b ps [Pa] */
export function createLayerRemap(interfaces: LevelAxis, vertical: VerticalCoordinate): VerticalInterpolation {
  const { a, b } = interfaces;
  const layers = a.length - 1;
  const { levels } = vertical;
  const same = (x: Float64Array, y: Float64Array): boolean =>
    x.length === y.length && x.every((value, k) => value === y[k]);
  const identical = same(a, vertical.a) && same(b, vertical.b);
  const edges = new Float64Array(layers + 1);
  const values = new Float64Array(layers);
  const target = new Float64Array(levels + 1);
  return {
    apply(field, nearGround, surfacePressure, out) {
      if (identical) {
        out.set(field);
        return;
      }
      const points = surfacePressure.length;
      for (let p = 0; p < points; p++) {
        const ps = surfacePressure[p];
        for (let k = 0; k <= layers; k++) edges[k] = a[k] + b[k] * ps;
        for (let k = 0; k < layers; k++) values[k] = field[k * points + p];
        for (let k = 0; k <= levels; k++) target[k] = vertical.a[k] + vertical.b[k] * ps;
        remapColumn(edges, values, target, out, p, points, nearGround?.[p]);
      }
    },
  };
}
