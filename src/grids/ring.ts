/**
 * Rings of polygons given in longitude and latitude [degrees]: made continuous across the date line, closed through a
 * pole they go around, and clipped to a box (Sutherland & Hodgman 1974, doi:10.1145/360767.360802).
 */
export interface Ring {
  readonly x: number[];
  readonly y: number[];
}

export interface Box {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/**
 * Makes longitudes continuous: each step is the short way round. A ring that goes once around the Earth is closed
 * through the pole on its side of the equator. A repeated last point is dropped.
 */
export function continuousRing(longitude: ArrayLike<number>, latitude: ArrayLike<number>): Ring {
  const x: number[] = [];
  const y: number[] = [];
  let offset = 0;
  let sum = 0;
  for (let i = 0; i < longitude.length; i++) {
    if (i > 0) offset -= 360 * Math.round((longitude[i] - longitude[i - 1]) / 360);
    x.push(longitude[i] + offset);
    y.push(latitude[i]);
    sum += latitude[i];
  }
  const last = x.length - 1;
  const closing = longitude[0] + offset - 360 * Math.round((longitude[0] - longitude[last]) / 360);
  if (Math.abs(closing - x[0]) > 180) {
    const pole = sum > 0 ? 90 : -90;
    x.push(closing, closing, x[0]);
    y.push(y[0], pole, pole);
  } else if (last > 0 && Math.abs(x[last] - x[0]) < 1e-12 && y[last] === y[0]) {
    x.pop();
    y.pop();
  }
  return { x, y };
}

/** Area in the plane, positive counter-clockwise. */
export function signedArea({ x, y }: Ring): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const next = (i + 1) % x.length;
    sum += (x[i] - x[0]) * (y[next] - y[0]) - (x[next] - x[0]) * (y[i] - y[0]);
  }
  return sum / 2;
}

export function boundingBox({ x, y }: Ring): Box {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    west = Math.min(west, x[i]);
    east = Math.max(east, x[i]);
    south = Math.min(south, y[i]);
    north = Math.max(north, y[i]);
  }
  return { west, east, south, north };
}

/** The part of a ring inside a box; its area is exact although parts may be joined along the box's sides. */
export function clipRing(ring: Ring, box: Box): Ring {
  const bounds = boundingBox(ring);
  let { x, y } = ring;
  if (bounds.west < box.west) [x, y] = keepBeyond(x, y, box.west, 1);
  if (bounds.east > box.east) [x, y] = keepBeyond(x, y, box.east, -1);
  if (bounds.south < box.south) [y, x] = keepBeyond(y, x, box.south, 1);
  if (bounds.north > box.north) [y, x] = keepBeyond(y, x, box.north, -1);
  return { x, y };
}

/** Keeps the part where `side * (a - limit) >= 0`; b is the other coordinate. */
function keepBeyond(a: number[], b: number[], limit: number, side: 1 | -1): [number[], number[]] {
  const keptA: number[] = [];
  const keptB: number[] = [];
  for (let i = 0; i < a.length; i++) {
    const next = i + 1 < a.length ? i + 1 : 0;
    const inside = side * (a[i] - limit) >= 0;
    if (inside) {
      keptA.push(a[i]);
      keptB.push(b[i]);
    }
    if (inside !== side * (a[next] - limit) >= 0) {
      // from the lower to the higher end, so that a side shared by two rings is cut at the same point
      const [low, high] = a[i] < a[next] ? [i, next] : [next, i];
      keptA.push(limit);
      keptB.push(b[low] + ((limit - a[low]) / (a[high] - a[low])) * (b[high] - b[low]));
    }
  }
  return [keptA, keptB];
}
