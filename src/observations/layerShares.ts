/** The model's layers around a pressure: linear in pressure between their middles, the outermost layer beyond them. */
import { levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";

interface LayerShare {
  readonly level: number;
  /** [1] */
  readonly share: number;
}

/** Pressures of the layers' middles, falling [Pa]. @param surfacePressure [Pa] */
export function layerMiddles(vertical: VerticalCoordinate, surfacePressure: number): number[] {
  return Array.from({ length: vertical.levels }, (_, level) => levelPressure(vertical, level, surfacePressure));
}

/** Shares sum to 1. @param pressure [Pa] @param middles falling [Pa] */
export function layerShares(pressure: number, middles: readonly number[]): LayerShare[] {
  const highest = middles.length - 1;
  if (pressure >= middles[0]) return [{ level: 0, share: 1 }];
  if (pressure <= middles[highest]) return [{ level: highest, share: 1 }];
  const above = middles.findIndex((middle) => middle < pressure);
  const share = (middles[above - 1] - pressure) / (middles[above - 1] - middles[above]);
  return [
    { level: above - 1, share: 1 - share },
    { level: above, share },
  ];
}
