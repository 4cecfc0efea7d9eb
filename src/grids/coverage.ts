/**
 * Exact areas that polygons cover in the boxes of a rectilinear lattice of a plane, by Green's theorem: each edge is cut
 * at the lattice lines, and every piece adds the signed area between itself and the eastern side of its box, and a whole
 * strip to each box further east, which one running sum a row spreads at the end. Cost: edges + boxes.
 * Counter-clockwise rings count positive, clockwise ones (holes) negative; what lies off the lattice is left out.
 */
export interface Coverage {
  /** Adds a closed ring (the last point joins the first), in the lattice's coordinates, `weight` times. */
  add(x: ArrayLike<number>, y: ArrayLike<number>, weight: number): void;
  /** Covered area of each box, [row][column], in the product of the two units. */
  areas(): Float64Array;
}

/** @param xEdges,yEdges sides of the columns and rows, increasing */
export function createCoverage(xEdges: ArrayLike<number>, yEdges: ArrayLike<number>): Coverage {
  const columns = xEdges.length - 1;
  const rows = yEdges.length - 1;
  const partial = new Float64Array(rows * columns);
  /** Height of the strips that start at a column's western side and run east. */
  const strips = new Float64Array(rows * (columns + 1));

  /** A piece within one row, from x = a to x = b <= last side, of signed height `height`. */
  const addPiece = (row: number, a: number, b: number, height: number): void => {
    const west = Math.min(a, b);
    const east = Math.max(a, b);
    const first = boxOf(xEdges, west);
    const last = Math.min(columns - 1, boxOf(xEdges, east));
    for (let column = first; column <= last; column++) {
      const from = column < 0 ? west : Math.max(west, xEdges[column]);
      const to = Math.min(east, xEdges[column + 1]);
      const share = east > west ? height * ((to - from) / (east - west)) : height;
      if (column >= 0) partial[row * columns + column] += share * (xEdges[column + 1] - (from + to) / 2);
      strips[row * (columns + 1) + column + 1] += share;
    }
  };

  const addEdge = (x0: number, y0: number, x1: number, y1: number, weight: number): void => {
    const south = Math.min(y0, y1);
    const north = Math.max(y0, y1);
    const lastRow = Math.min(rows - 1, boxOf(yEdges, north));
    for (let row = Math.max(0, boxOf(yEdges, south)); row <= lastRow; row++) {
      const from = Math.max(south, yEdges[row]);
      const to = Math.min(north, yEdges[row + 1]);
      if (to <= from) continue;
      const at = (y: number): number => (y === y0 ? x0 : y === y1 ? x1 : x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
      addPiece(row, at(from), at(to), (y1 > y0 ? -weight : weight) * (to - from));
    }
  };

  return {
    add(x, y, weight) {
      for (let i = 0; i < x.length; i++) {
        const next = i + 1 < x.length ? i + 1 : 0;
        if (y[i] !== y[next]) addEdge(x[i], y[i], x[next], y[next], weight);
      }
    },
    areas() {
      const result = new Float64Array(rows * columns);
      for (let row = 0; row < rows; row++) {
        let height = 0;
        for (let column = 0; column < columns; column++) {
          height += strips[row * (columns + 1) + column];
          const box = row * columns + column;
          result[box] = partial[box] + height * (xEdges[column + 1] - xEdges[column]);
        }
      }
      return result;
    },
  };
}

/** @returns the box that holds `value` (western or southern side included), -1 before the first, n after the last */
export function boxOf(edges: ArrayLike<number>, value: number): number {
  if (value < edges[0]) return -1;
  let low = 0;
  let high = edges.length - 1;
  if (value >= edges[high]) return high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value < edges[middle]) high = middle;
    else low = middle;
  }
  return low;
}
