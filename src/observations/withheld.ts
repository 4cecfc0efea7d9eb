/**
 * A share of the good observations kept from the assimilation, to validate with. Whole groups are drawn, before the best
 * of a group is chosen: else the second best of the same cell and hour, which sees the same air with much the same error,
 * would be assimilated in its place. A group is the columns of a cell and UTC hour, or the samples of a cell's sites on
 * one day of local time, for the hours of one afternoon are nearly one observation.
 * The draw depends on seed, cell and hour (or day) alone.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { randomField } from "../random.js";
import type { ByKind } from "./observation.js";
import { become, type ScreenedObservation } from "./screenedObservation.js";

/** Each kind draws for a "member" of its own. */
const DRAWS = { column: 0, point: 1 } as const satisfies ByKind<number>;

/** Of what is to be assimilated, turns a share into `validation`. @param share [1] */
export function withhold(observations: readonly ScreenedObservation[], share: number, seed: number): void {
  if (share === 0) return;
  for (const screened of observations) {
    if (screened.fate === "assimilated" && drawOf(screened, seed) < share) become(screened, "validation");
  }
}

/** Uniform in (0, 1), the same for all of a group. */
function drawOf({ observation, cell }: ScreenedObservation, seed: number): number {
  const { kind, time, longitude } = observation;
  switch (kind) {
    case "column":
      return randomField(seed, "withheld", DRAWS.column, Math.floor(time / SECONDS_PER_HOUR)).uniform(cell);
    case "point": {
      const localTime = time + (longitude / 360) * SECONDS_PER_DAY;
      return randomField(seed, "withheld", DRAWS.point, Math.floor(localTime / SECONDS_PER_DAY)).uniform(cell);
    }
  }
}
