/**
 * How the truth of a twin experiment differs in the fluxes that no ensemble estimates, as factors on the prior's:
 *     fossil  (1 + national + provincial),   national the same everywhere, provincial of patches some 400 km wide
 *     ocean   (1 + smooth),                  a field with a correlation of 1000 km
 * Inventories differ by about 5 % for China and by 10 to 40 % for provinces (Han et al. 2020, doi:10.5194/acp-20-11371-2020).
 * Factors stay at or above 0.1.
 */
import { createCorrelation } from "../fields/correlatedNoise.js";
import type { Grid } from "../grids/grid.js";
import { randomField } from "../random.js";
import { drawPatches } from "./patchyBiomes.js";

export interface ImposedErrorSettings {
  readonly seed: number;
  /** Standard deviations [1]. */
  readonly national: number;
  readonly provincial: number;
  readonly ocean: number;
}

/** [row][column] [1] */
export interface ImposedErrors {
  readonly fossil: Float64Array;
  readonly ocean: Float64Array;
}

const PROVINCE_SPACING = 400e3;
const OCEAN_LENGTH = 1000e3;
const LEAST_FACTOR = 0.1;
/** What each draw is for. */
const DRAWS = { patches: 0, national: 1, provincial: 2, ocean: 3 } as const;

export function imposedErrors(grid: Grid, { seed, national, provincial, ocean }: ImposedErrorSettings): ImposedErrors {
  const draws = (what: keyof typeof DRAWS) => randomField(seed, "imposedTruth", DRAWS[what]);
  const { patchOf } = drawPatches(grid, PROVINCE_SPACING, draws("patches"));
  const ofNation = national * draws("national").normal(0);
  const ofProvinces = draws("provincial");
  const overSea = createCorrelation(grid, OCEAN_LENGTH).sample(draws("ocean"));
  const factor = (error: number): number => Math.max(LEAST_FACTOR, 1 + error);
  return {
    fossil: Float64Array.from(patchOf, (patch) => factor(ofNation + provincial * ofProvinces.normal(patch))),
    ocean: overSea.map((value) => factor(ocean * value)),
  };
}
