/**
 * How much more, or less, a model cell errs at a surface site than at the standard tower, whose intake is 100 m above flat
 * ground far from the sea. The representation error of a site is the standard tower's times
 *
 *     (100 m / z)^(1/4)  sqrt(1 + (s / 300 m)^2)  sqrt(1 + 4 f (1 - f)),      10 m <= z <= 500 m,  s <= 600 m
 *
 * z is the height of the intake: by day gradients and the share of what is near grow towards the ground. s is the standard
 * deviation of the height of the model's ground and f the mean land fraction in the 3 x 3 cells about the site's: where these
 * vary between cells they vary within one. The form is ours, of the size that studies of tall towers give (Gerbig et al. 2003,
 * doi:10.1029/2002JD003018: 1 to 2 ppm over 100 to 200 km of flat land, several times that near the ground and in relief).
 */
import { GAS_CONSTANT_DRY_AIR, GRAVITY } from "../constants.js";
import type { Grid } from "../grids/grid.js";

/** [m] */
const STANDARD_HEIGHT = 100;
const HEIGHTS = { least: 10, most: 500 } as const;
const RELIEF = { scale: 300, most: 600 } as const;
/** Height in which an atmosphere of 288.15 K loses a factor e of its pressure [m]. */
const SCALE_HEIGHT = (GAS_CONSTANT_DRY_AIR * 288.15) / GRAVITY;

/**
 * @param surfacePressure of the model at one time, which tells the height of its ground, [row][column], [Pa]
 * @param landFraction [row][column], [1]
 * @returns factor on the standard tower's representation error [1]. @param height of the intake above the ground [m]
 */
export function siteRepresentation(
  grid: Pick<Grid, "columns" | "rows">,
  surfacePressure: ArrayLike<number>,
  landFraction: ArrayLike<number>,
): (height: number, cell: number) => number {
  return (height, cell) => {
    const near = cellsAbout(grid, cell);
    const meanOf = (of: (cell: number) => number): number => near.reduce((sum, one) => sum + of(one), 0) / near.length;
    const ground = (one: number): number => -SCALE_HEIGHT * Math.log(surfacePressure[one]);
    const middle = meanOf(ground);
    const relief = Math.min(RELIEF.most, Math.sqrt(meanOf((one) => (ground(one) - middle) ** 2)));
    const land = meanOf((one) => landFraction[one]);
    const intake = Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, height));
    return (
      (STANDARD_HEIGHT / intake) ** 0.25 * Math.hypot(1, relief / RELIEF.scale) * Math.sqrt(1 + 4 * land * (1 - land))
    );
  };
}

/** The cell and those that touch it. */
function cellsAbout({ columns, rows }: Pick<Grid, "columns" | "rows">, cell: number): number[] {
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  const cells: number[] = [];
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) cells.push(y * columns + x);
  }
  return cells;
}
