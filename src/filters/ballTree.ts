/**
 * Chords from cells to the nearest of some places, without a look at each pair: a tree of balls, each about the cells of its two
 * halves (Omohundro 1989, Five balltree construction algorithms). A ball that is too far is left out with all its cells, and so is,
 * for a ball, a place that is farther than another from all of it. What is found is what a look at each pair finds, to the bit.
 */

/** Cells of a ball that is not halved: measured at 64 km along ways, 16 take a tenth longer and 8 half as long again. */
const LEAF = 32;
/** Above the rounding of squared chords of the unit sphere. */
const ROUNDING = 1e-14;

export interface BallTree {
  /**
   * @param places        [place][3] on the unit sphere, at least one
   * @param within        chord, in radii
   * @param squaredChords of each cell to the nearest place, in radii squared; Infinity where it is not below `within`; [cell], overwritten
   */
  nearest(places: Float64Array, within: number, squaredChords: Float64Array): void;
}

interface Ball {
  /** [3] */
  readonly centre: Float64Array;
  readonly radius: number;
  /** None where it has few cells. */
  readonly halves: readonly Ball[];
  /** Of one that is not halved. */
  readonly cells: Int32Array;
  /** [cell of `cells`][3] */
  readonly vectors: Float64Array;
}

const planted = new WeakMap<Float64Array, BallTree>();

/** @param unitVectors [cell][3], which stay as they are: a tree is made once */
export function ballTree(unitVectors: Float64Array): BallTree {
  const tree = planted.get(unitVectors) ?? plant(unitVectors);
  planted.set(unitVectors, tree);
  return tree;
}

function plant(unitVectors: Float64Array): BallTree {
  const root = ballOf(
    Int32Array.from({ length: unitVectors.length / 3 }, (_, cell) => cell),
    unitVectors,
  );
  const depth = depthOf(root);
  let stack = new Float64Array(0);
  return {
    nearest(places, within, squaredChords) {
      if (stack.length < (depth + 1) * places.length) stack = new Float64Array((depth + 1) * places.length);
      stack.set(places);
      squaredChords.fill(Infinity);
      look(root, { stack, start: 0, end: places.length }, within, squaredChords);
    },
  };
}

function depthOf({ halves }: Ball): number {
  return 1 + Math.max(0, ...halves.map(depthOf));
}

function ballOf(cells: Int32Array, unitVectors: Float64Array): Ball {
  const box = [0, 1, 2].map((axis) => {
    let [least, most] = [Infinity, -Infinity];
    for (const cell of cells) {
      least = Math.min(least, unitVectors[3 * cell + axis]);
      most = Math.max(most, unitVectors[3 * cell + axis]);
    }
    return { axis, middle: (least + most) / 2, extent: most - least };
  });
  const centre = Float64Array.from(box, ({ middle }) => middle);
  let radius = 0;
  for (const cell of cells) radius = Math.max(radius, Math.sqrt(squaredChord(unitVectors, 3 * cell, centre, 0)));
  const ball = { centre, radius };
  if (cells.length <= LEAF) {
    const vectors = new Float64Array(3 * cells.length);
    cells.forEach((cell, i) => vectors.set(unitVectors.subarray(3 * cell, 3 * cell + 3), 3 * i));
    return { ...ball, halves: [], cells, vectors };
  }
  const { axis } = box.reduce((longest, side) => (side.extent > longest.extent ? side : longest));
  const sorted = cells.slice().sort((a, b) => unitVectors[3 * a + axis] - unitVectors[3 * b + axis]);
  const half = Math.ceil(cells.length / 2);
  const halves = [sorted.slice(0, half), sorted.slice(half)].map((part) => ballOf(part, unitVectors));
  return { ...ball, halves, cells: new Int32Array(0), vectors: new Float64Array(0) };
}

/** Some places, one after the other in a stack of lists of them. */
interface Places {
  readonly stack: Float64Array;
  readonly start: number;
  readonly end: number;
}

/** @param places that may be the nearest of a cell of the ball */
function look(ball: Ball, places: Places, within: number, squaredChords: Float64Array): void {
  const { stack, end: start } = places;
  const end = keepPlaces(ball, places, within);
  if (end === start) return;
  const [one, other] = ball.halves;
  if (one !== undefined) {
    look(one, { stack, start, end }, within, squaredChords);
    look(other, { stack, start, end }, within, squaredChords);
    return;
  }
  const { cells, vectors } = ball;
  for (let i = 0; i < cells.length; i++) {
    let least = Infinity;
    for (let p = start; p < end; p += 3) {
      const squared = squaredChord(vectors, 3 * i, stack, p);
      if (squared < least) least = squared;
    }
    if (least < within * within) squaredChords[cells[i]] = least;
  }
}

/**
 * Puts on top of the stack those of the places that may be the nearest of a cell of the ball.
 * @returns the end of the stack: as before where all of the ball is too far
 */
function keepPlaces({ centre, radius }: Ball, { stack, start, end }: Places, within: number): number {
  let least = Infinity;
  let nearest = start;
  for (let p = start; p < end; p += 3) {
    const squared = squaredChord(centre, 0, stack, p);
    if (squared >= least) continue;
    least = squared;
    nearest = p;
  }
  let top = end;
  if (Math.sqrt(least) > within + radius + ROUNDING) return top;
  for (let p = start; p < end; p += 3) {
    // For a place x of the ball |x - p|^2 - |x - q|^2 is at least that of the centre less 2 r |p - q|.
    const farther = squaredChord(centre, 0, stack, p) - least - ROUNDING;
    if (farther > 0 && farther * farther > 4 * radius * radius * squaredChord(stack, p, stack, nearest)) continue;
    stack[top] = stack[p];
    stack[top + 1] = stack[p + 1];
    stack[top + 2] = stack[p + 2];
    top += 3;
  }
  return top;
}

/** Between two vectors of lists of them. @param i,j where they begin */
function squaredChord(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const dx = a[i] - b[j];
  const dy = a[i + 1] - b[j + 1];
  const dz = a[i + 2] - b[j + 2];
  return dx * dx + dy * dy + dz * dz;
}
