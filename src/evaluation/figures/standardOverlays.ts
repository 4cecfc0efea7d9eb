/** Coastline and province borders that every map is drawn with: see io/provinces.ts for why never country borders. */
import { naturalEarthLand } from "../../io/naturalEarth.js";
import { provinces } from "../../io/provinces.js";
import type { MapOverlays } from "./runFluxMap.js";

export function standardOverlays(): MapOverlays {
  return { coastline: naturalEarthLand("50m"), borders: provinces().map(({ geometry }) => geometry) };
}
