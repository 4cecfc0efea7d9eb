/**
 * Where a ring crosses itself so that its area is no longer what it encloses: a loop that runs the other way counts
 * negative, one that runs the same way twice. Crossings that touch next to nothing, such as those of rounded
 * coordinates, are of no matter. Found by a sweep over the sides in order of their western ends.
 */
import { type Ring, signedArea } from "./ring.js";

export interface Crossing {
  readonly longitude: number;
  readonly latitude: number;
  /** Area of the smaller of the two loops, over that of the whole outline [1]. */
  readonly share: number;
}

/** Share of its area below which a crossing does no harm. */
const HARMLESS = 1e-3;

/**
 * @param ring in longitude and latitude [degrees], its last point joins the first
 * @param outline area in that plane of the outline that it is a part of [square degrees]
 * @returns the worst one that matters
 */
export function harmfulCrossing(ring: Ring, outline: number): Crossing | undefined {
  const { x, y } = ring;
  const count = x.length;
  const whole = signedArea(ring);
  const next = (i: number): number => (i + 1 < count ? i + 1 : 0);
  const west = x.map((value, i) => Math.min(value, x[next(i)]));
  const east = x.map((value, i) => Math.max(value, x[next(i)]));
  // A ring around a pole is closed through it, by sides that are none of its own.
  const own = (i: number): boolean => Math.abs(y[i]) < 90 && Math.abs(y[next(i)]) < 90;
  const sides = Array.from(x.keys())
    .filter(own)
    .toSorted((a, b) => west[a] - west[b]);
  let worst: Crossing | undefined;
  sides.forEach((one, place) => {
    for (let k = place + 1; k < sides.length && west[sides[k]] <= east[one]; k++) {
      const [i, j] = one < sides[k] ? [one, sides[k]] : [sides[k], one];
      const at = crossingOf(x[i], y[i], x[next(i)], y[next(i)], x[j], y[j], x[next(j)], y[next(j)]);
      if (at === undefined) continue;
      const loop = loopArea(ring, at, i + 1, j);
      const [inner, outer] = [Math.abs(loop), Math.abs(whole - loop)];
      // The area of a ring that crosses itself may come to nothing.
      const share = Math.min(inner, outer) / Math.max(outline, inner + outer);
      if (share > HARMLESS && share > (worst?.share ?? 0)) worst = { longitude: at[0], latitude: at[1], share };
    }
  });
  return worst;
}

/** Area of the loop that begins and ends at a crossing, with the points from one to another of the ring. */
function loopArea({ x, y }: Ring, [x0, y0]: readonly [number, number], first: number, last: number): number {
  return signedArea({ x: [x0, ...x.slice(first, last + 1)], y: [y0, ...y.slice(first, last + 1)] });
}

/** Where two sides cross within both; undefined where they only touch, or lie apart. */
function crossingOf(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): readonly [number, number] | undefined {
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return undefined;
  const ofC = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const ofD = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  if (ofC * ofD >= 0) return undefined;
  const ofA = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const ofB = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  if (ofA * ofB >= 0) return undefined;
  const t = ofA / (ofA - ofB);
  return [ax + t * (bx - ax), ay + t * (by - ay)];
}
