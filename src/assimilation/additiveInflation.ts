/**
 * Additive inflation of the mole fraction after an analysis: to each member a smooth draw, centred over the members,
 *     s [cos(theta) A + sin(theta) B],   theta = (pi / 2)(1 - p / ps),
 * A and B independent smooth fields of unit variance as in moleFractionPerturbations.ts, new ones every hour. Means and
 * lanes that are no members stay. Draws are counted by the hour, so nothing has to be kept for a resumed run.
 */
import { SECONDS_PER_HOUR, STANDARD_PRESSURE } from "../constants.js";
import type { Ensemble, LaneLayout } from "../fields/ensemble.js";
import { meanOfShares, takeMean } from "../fields/members.js";
import { levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Time } from "../time.js";
import { fromPpm } from "../units.js";
import { blendAngle, type SmoothDraw } from "./moleFractionPerturbations.js";

export interface AdditiveInflation {
  /** Adds the draws of an hour. @param state mole fraction, rows [level][cell] @param time of the analysis */
  add(state: Ensemble, time: Time): void;
}

/**
 * @param cells of the grid
 * @param ppm   s, standard deviation of the draws before they are centred [ppm]
 */
export function additiveInflation(
  cells: number,
  vertical: VerticalCoordinate,
  draw: SmoothDraw,
  ppm: number,
): AdditiveInflation {
  const angles = Array.from({ length: vertical.levels }, (_, level) =>
    blendAngle(levelPressure(vertical, level, STANDARD_PRESSURE), STANDARD_PRESSURE),
  );
  const centred = ({ members, firstMember }: LaneLayout, step: number): Float64Array => {
    const fields = new Float64Array(cells * members);
    for (let member = 0; member < members; member++) {
      const field = draw("additiveInflation", firstMember + member, step);
      for (let cell = 0; cell < cells; cell++) fields[cell * members + member] = fromPpm(ppm) * field[cell];
    }
    for (let start = 0; start < fields.length; start += members) {
      takeMean(fields, members, meanOfShares(fields, members, start), start);
    }
    return fields;
  };
  return {
    add({ data, layout }, time) {
      const { members, lanes } = layout;
      const hour = time / SECONDS_PER_HOUR;
      const low = centred(layout, 2 * hour);
      const high = centred(layout, 2 * hour + 1);
      angles.forEach((angle, level) => {
        const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
        for (let cell = 0, row = level * cells * lanes; cell < cells; cell++, row += lanes) {
          const field = cell * members;
          for (let m = 0; m < members; m++) data[row + m] += cosine * low[field + m] + sine * high[field + m];
        }
      });
    },
  };
}
