/**
 * Errors of surface sites in a twin experiment that a truth on the model's own grid does not have: what the air about a site
 * is and the model's cell is not. One smooth field, alike within 6 h and 300 km, so that the hours of an afternoon share it and
 * neighbouring sites too; larger where a cell represents a site badly (siteRepresentation.ts).
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { createCorrelation } from "../fields/correlatedNoise.js";
import { createEvolvingField } from "../fields/evolvingField.js";
import type { Grid } from "../grids/grid.js";
import { randomField } from "../random.js";
import type { Time } from "../time.js";

const DURATION = 6 * SECONDS_PER_HOUR;
/** [m] */
const LENGTH = 300e3;

/** @param size standard deviation at a standard tower [mol mol-1] @returns error at a time in a cell [mol mol-1] */
export function siteErrors(
  grid: Grid,
  { seed, size }: { seed: number; size: number },
): (time: Time, cell: number) => number {
  const smooth = createCorrelation(grid, LENGTH);
  const field = createEvolvingField(grid.cells, DURATION, (node) =>
    smooth.sample(randomField(seed, "siteError", 0, node)),
  );
  return (time, cell) => size * field(time)[cell];
}
