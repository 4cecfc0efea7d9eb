/**
 * Finds the cells near some places without a look at each: cells that follow each other stand close together, so a ball is
 * drawn about every few of them, and only cells of balls that reach near enough are measured, to the places that may be the
 * nearest of a cell in that ball. What is found is what a look at each would find, to the bit.
 */

/** Cells of one ball: more make looser balls, fewer more of them. Measured at 64 km along ways of 8 days: 8 is best of 4 to 32. */
const CELLS = 8;
/** Rounding of distances on the unit sphere, with room to spare. */
const ROUNDING = 1e-12;

export interface CellBalls {
  /**
   * @param places         [place][3] on the unit sphere, at least one
   * @param within         chord in radii
   * @param found          cells nearer than `within` to any place, in rising order; overwritten, [cell]
   * @param squaredChords  of each cell found to the nearest place [radii squared]; overwritten, [cell]
   * @returns how many were found
   */
  near(places: Float64Array, within: number, found: Int32Array, squaredChords: Float64Array): number;
}

const drawn = new WeakMap<Float64Array, CellBalls>();

/** @param unitVectors [cell][3]; never changed after: balls are drawn once */
export function cellBalls(unitVectors: Float64Array): CellBalls {
  const known = drawn.get(unitVectors);
  if (known !== undefined) return known;
  const balls = drawBalls(unitVectors);
  drawn.set(unitVectors, balls);
  return balls;
}

function drawBalls(unitVectors: Float64Array): CellBalls {
  const cells = unitVectors.length / 3;
  const balls = Math.ceil(cells / CELLS);
  const centres = new Float64Array(3 * balls);
  const radii = new Float64Array(balls);
  for (let ball = 0; ball < balls; ball++) {
    const first = ball * CELLS;
    const end = Math.min(first + CELLS, cells);
    for (let cell = first; cell < end; cell++) {
      for (let axis = 0; axis < 3; axis++) centres[3 * ball + axis] += unitVectors[3 * cell + axis] / (end - first);
    }
    for (let cell = first; cell < end; cell++) {
      radii[ball] = Math.max(radii[ball], Math.sqrt(squaredChord(unitVectors, cell, centres, ball)) + ROUNDING);
    }
  }

  let chords = new Float64Array(0);
  let candidates = new Float64Array(0);
  /** Leaves the places that may be the nearest of a cell of the ball in `candidates`. @returns how many, none of a ball too far */
  const candidatesOf = (ball: number, places: Float64Array, within: number): number => {
    let least = Infinity;
    for (let p = 0; p < chords.length; p++) {
      const squared = squaredChord(centres, ball, places, p);
      chords[p] = squared;
      if (squared < least) least = squared;
    }
    const nearest = Math.sqrt(least);
    if (nearest > within + radii[ball]) return 0;
    const farthest = (nearest + 2 * radii[ball] + ROUNDING) ** 2;
    let count = 0;
    for (let p = 0; p < chords.length; p++) {
      if (chords[p] > farthest) continue;
      candidates[3 * count] = places[3 * p];
      candidates[3 * count + 1] = places[3 * p + 1];
      candidates[3 * count + 2] = places[3 * p + 2];
      count++;
    }
    return count;
  };

  return {
    near(places, within, found, squaredChords) {
      if (3 * chords.length !== places.length) {
        chords = new Float64Array(places.length / 3);
        candidates = new Float64Array(places.length);
      }
      const limit = within * within;
      let count = 0;
      for (let ball = 0; ball < balls; ball++) {
        const near = candidatesOf(ball, places, within);
        if (near === 0) continue;
        const end = Math.min((ball + 1) * CELLS, cells);
        for (let cell = ball * CELLS; cell < end; cell++) {
          let least = Infinity;
          for (let p = 0; p < near; p++) least = Math.min(least, squaredChord(unitVectors, cell, candidates, p));
          if (least >= limit) continue;
          found[count] = cell;
          squaredChords[count] = least;
          count++;
        }
      }
      return count;
    },
  };
}

/** Between two vectors of lists of them. @param a [index][3] @param b [index][3] */
function squaredChord(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const dx = a[3 * i] - b[3 * j];
  const dy = a[3 * i + 1] - b[3 * j + 1];
  const dz = a[3 * i + 2] - b[3 * j + 2];
  return dx * dx + dy * dy + dz * dz;
}
