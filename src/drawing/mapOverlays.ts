/** Lines that a map is drawn with beside its cells. */
import type { PolygonGeometry } from "../grids/polygons.js";

/** What is drawn over a map, in longitude and latitude. */
export interface MapOverlays {
  /** Land of the Earth. */
  readonly coastline?: PolygonGeometry;
  /** Borders within it, such as those of provinces. */
  readonly borders?: readonly PolygonGeometry[];
}
