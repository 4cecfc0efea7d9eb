/**
 * Least vertical eddy diffusivity, as US EPA CMAQ v5.5 has it (doi:10.5281/zenodo.13883210):
 *     K_min = 0.01 + (1 - 0.01) urban fraction [m2 s-1] at interfaces below 500 m, else 0.01:
 * the rough and warm surface of a city keeps the air above it moving at night.
 */
export const LEAST_DIFFUSIVITY = 0.01;
const URBAN_LEAST = 1;
/** Height above ground up to which a city acts [m]. */
export const URBAN_HEIGHT = 500;

/**
 * @param urbanFraction [row][column], 0 to 1; no city anywhere where it is not given
 * @returns K_min below URBAN_HEIGHT, [row][column], [m2 s-1]
 */
export function urbanLeastDiffusivity(cells: number, urbanFraction?: ArrayLike<number>): Float64Array {
  const least = new Float64Array(cells).fill(LEAST_DIFFUSIVITY);
  if (urbanFraction === undefined) return least;
  if (urbanFraction.length !== cells) {
    throw new RangeError(`urban fraction has ${urbanFraction.length} values; expected ${cells}`);
  }
  for (let cell = 0; cell < cells; cell++) least[cell] += (URBAN_LEAST - LEAST_DIFFUSIVITY) * urbanFraction[cell];
  return least;
}
