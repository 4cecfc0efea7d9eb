/**
 * Longitude and latitude of a lattice [degrees], from west to east and from south to north whatever the order of the
 * file. A longitude that stands twice, at both ends of a full circle, is taken once. The sides of the boxes are those of
 * the bounds (CF-1.11, section 7.1); without bounds half-way between the middles.
 */
import { InputError } from "../errors.js";
import { type Axis, boundsOf, COORDINATE_TOLERANCE } from "./cfAxes.js";
import type { NetcdfFile } from "./netcdf.js";

export interface HorizontalAxis extends Axis {
  /** Middles [degrees]; longitudes as the file counts them, so that they may fall by one turn. */
  readonly values: Float64Array;
  /** Whether the file runs the other way. */
  readonly reversed: boolean;
  /**
   * Sides of the boxes [degrees], growing, one more than boxes; within the poles, and at most one turn.
   * @throws InputError where bounds do not meet, or there are none and fewer than two middles
   */
  edges(): Float64Array;
}

/** @throws InputError where the latitudes are no sequence */
export function latitudeAxis(file: NetcdfFile, axis: Axis): HorizontalAxis {
  const values = file.variable(axis.name).read();
  const reversed = values[0] > values[values.length - 1];
  if (reversed) values.reverse();
  checkGrowth(values, `${file.path}: variable "${axis.name}"`, reversed);
  const clamped = (edges: Float64Array): Float64Array => edges.map((edge) => Math.min(90, Math.max(-90, edge)));
  return { ...axis, values, reversed, edges: () => clamped(edgesOf(file, axis, values, reversed, clamped)) };
}

/** @throws InputError where the longitudes are no sequence of at most a full circle */
export function longitudeAxis(file: NetcdfFile, axis: Axis): HorizontalAxis {
  const all = file.variable(axis.name).read();
  const reversed = all.reduce((sum, value, i) => sum + (i === 0 ? 0 : Math.sign(value - all[i - 1])), 0) < 0;
  if (reversed) all.reverse();
  const unrolled = all.slice();
  // Where they begin anew in the west they go on by a turn.
  for (let i = 1; i < all.length; i++) if (unrolled[i] < unrolled[i - 1] - 180) unrolled[i] += 360;
  checkGrowth(unrolled, `${file.path}: variable "${axis.name}"`, reversed);
  const last = all.length - 1;
  const twice = last > 0 && Math.abs(unrolled[last] - unrolled[0] - 360) < 1e-3;
  const [values, middles] = twice ? [all.slice(0, -1), unrolled.slice(0, -1)] : [all, unrolled];
  const around = boundsOf(file, file.variable(axis.name)) === undefined ? met : closed;
  return { ...axis, values, reversed, edges: () => around(edgesOf(file, axis, middles, reversed, closed)) };
}

function checkGrowth(values: Float64Array, where: string, reversed: boolean): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]) && (i === 0 || values[i] > values[i - 1])) continue;
    throw new InputError({
      where,
      found: `${values[i]} at position ${reversed ? values.length - 1 - i : i}`,
      expected: "numbers that increase or decrease all along",
    });
  }
}

/** Boxes that go around the Earth but for rounding do so exactly. */
function closed(edges: Float64Array): Float64Array {
  const last = edges.length - 1;
  const span = edges[last] - edges[0];
  if (Math.abs(span - 360) < 0.01 * (span / last)) edges[last] = edges[0] + 360;
  return edges;
}

/** The same, and where both outermost boxes reach over the other, as after thinning, they meet half-way between their middles. */
function met(edges: Float64Array): Float64Array {
  const last = edges.length - 1;
  const seam = (edges[last] + edges[0] + 360) / 2;
  if (closed(edges)[last] - edges[0] <= 360) return edges;
  edges[0] = seam - 360;
  edges[last] = seam;
  return edges;
}

/** Bounds win; those that say what lies half-way but for rounding are left for it. @param trim what is done to edges */
function edgesOf(
  file: NetcdfFile,
  axis: Axis,
  middles: Float64Array,
  reversed: boolean,
  trim: (edges: Float64Array) => Float64Array,
): Float64Array {
  const where = `${file.path}: variable "${axis.name}"`;
  const bounds = boundsOf(file, file.variable(axis.name));
  if (bounds === undefined) {
    if (middles.length > 1) return halfWay(middles);
    const expected = "two or more, or bounds, so that the boxes have a size";
    throw new InputError({ where, found: `${middles.length} value`, expected });
  }
  const edges = meeting(bounds.read(), middles, axis.size, reversed, `${file.path}: variable "${bounds.name}"`);
  if (middles.length < 2) return edges;
  const guessed = halfWay(middles);
  const [told, trimmed] = [trim(edges.slice()), trim(guessed.slice())];
  return told.every((edge, i) => Math.abs(edge - trimmed[i]) < COORDINATE_TOLERANCE) ? guessed : edges;
}

/** Sides half-way between the middles, and as far beyond the outermost ones. */
function halfWay(middles: Float64Array): Float64Array {
  const n = middles.length;
  const edges = new Float64Array(n + 1);
  for (let i = 1; i < n; i++) edges[i] = (middles[i - 1] + middles[i]) / 2;
  edges[0] = middles[0] - (middles[1] - middles[0]) / 2;
  edges[n] = middles[n - 1] + (middles[n - 1] - middles[n - 2]) / 2;
  return edges;
}

/** @param bounds [cell][2] in the order of the file, which has `size` cells */
function meeting(
  bounds: Float64Array,
  middles: Float64Array,
  size: number,
  reversed: boolean,
  where: string,
): Float64Array {
  const n = middles.length;
  const edges = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const cell = reversed ? size - 1 - i : i;
    // Longitudes may be counted from another meridian than their middles.
    const near = [bounds[2 * cell], bounds[2 * cell + 1]].map((x) => x + 360 * Math.round((middles[i] - x) / 360));
    const [low, high] = [Math.min(...near), Math.max(...near)];
    const holds = middles[i] >= low - COORDINATE_TOLERANCE && middles[i] <= high + COORDINATE_TOLERANCE;
    const meets = i === 0 || Math.abs(low - edges[i]) < COORDINATE_TOLERANCE;
    if (!(holds && meets && high > low)) {
      throw new InputError({
        where,
        found: `a box from ${low} to ${high} at position ${cell}, its middle ${middles[i]}`,
        expected: "boxes that meet, each about its coordinate",
        remedy: "mend the bounds, or take them out of the file",
      });
    }
    if (i === 0) edges[0] = low;
    edges[i + 1] = high;
  }
  return edges;
}
