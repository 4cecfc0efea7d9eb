/** Coastline and province borders that every map is drawn with: see io/provincePolygons.ts for why never country borders. */
import { naturalEarthLand } from "../../io/naturalEarth.js";
import { provincePolygons } from "../../io/provincePolygons.js";
import type { MapOverlays } from "../../drawing/mapOverlays.js";

/**
 * @returns coastline and borders of the provinces, as `fluxMap` takes them
 *
 * @example
 * import { standardOverlays } from "openjdas";
 *
 * const { borders } = standardOverlays();
 * borders?.length; // => 34
 */
export function standardOverlays(): MapOverlays {
  return { coastline: naturalEarthLand("50m"), borders: provincePolygons().map(({ geometry }) => geometry) };
}
