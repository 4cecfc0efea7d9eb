/**
 * The ground that a synthetic sounding stands on: the smooth ground of the weather at its place and hour, and what the relief
 * below a cell's size adds, a Gaussian height of standard deviation `groundRoughness` that belongs to the place and not to
 * the day. Its pressure is p = ps exp(-g dz / (Rd T)), T = 280 K; 10 K more or less change the step by 4 %.
 */
import { GAS_CONSTANT_DRY_AIR, GRAVITY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import { bilinearWeights } from "../../grids/interpolation.js";
import { groundRoughness } from "../../grids/syntheticOrography.js";
import { randomField } from "../../random.js";
import type { Time } from "../../time.js";

const TEMPERATURE = 280;

/** Each instrument draws for a "member" of its own. */
const GROUND_DRAWS = { gosat: 0, oco2: 1 } as const;

/** Of a revolution's path: the standard normal draw of a place on it. */
export type GroundDraw = (place: number) => number;

/** @param repeat revolutions after which the same places are passed again */
export function groundDraws(
  seed: number,
  instrument: keyof typeof GROUND_DRAWS,
  revolution: number,
  repeat: number,
): GroundDraw {
  const path = ((revolution % repeat) + repeat) % repeat;
  const draws = randomField(seed, "soundingGround", GROUND_DRAWS[instrument], path);
  return (place) => draws.normal(place);
}

/**
 * Pressure on the ground of a sounding [Pa].
 * @param surfacePressure of the weather at a whole hour, [row][column], [Pa]
 * @param draw standard normal; less than that where a sounding is the mean of several
 */
export function soundingGround(
  grid: Grid,
  surfacePressure: (time: Time) => Float64Array,
  { time, longitude, latitude }: { readonly time: Time; readonly longitude: number; readonly latitude: number },
  draw: number,
): number {
  const field = surfacePressure(Math.floor(time / SECONDS_PER_HOUR) * SECONDS_PER_HOUR);
  const smooth = bilinearWeights(grid, longitude, latitude).reduce(
    (sum, { cell, weight }) => sum + weight * field[cell],
    0,
  );
  const above = groundRoughness(longitude, latitude) * draw;
  return smooth * Math.exp((-GRAVITY * above) / (GAS_CONSTANT_DRY_AIR * TEMPERATURE));
}
