/**
 * Latitudes of the whole Earth with one end at a pole and the other a whole step from the other (90, 89 ... -89) may be
 * middles of boxes, of which one is missing, or sides of all: nothing in the file tells. They are taken as middles, in words.
 */
import type { SurfaceBoxes } from "../../io/surfaceField.js";

/** @returns a sentence, where there is cause for one */
export function latitudeRemark(boxes: SurfaceBoxes, where: string): string | undefined {
  if (boxes.kind === "mesh" || boxes.latitude.values.length < 3) return undefined;
  const { values } = boxes.latitude;
  const [south, north] = [values[0], values[values.length - 1]];
  const step = values[2] - values[1];
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-3 * step;
  const southern = near(south, -90) && near(north, 90 - step);
  if (!southern && !(near(north, 90) && near(south, step - 90))) return undefined;
  const edges = boxes.latitude.edges();
  const last = edges.length - 1;
  // Bounds would have put a whole box at that pole.
  if (!near(southern ? edges[1] - edges[0] : edges[last] - edges[last - 1], step / 2)) return undefined;
  return `${where}: latitudes from ${south} to ${north} are taken as middles of boxes; if they are sides, bounds must say so (lat_bnds, lon_bnds)`;
}
