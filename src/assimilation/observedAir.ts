/**
 * What localization asks of the air around observations: where it came from (transport/airTrail.ts) and how high the
 * layers stand. Both follow the forcing of the run, hour by hour; they depend on the weather alone, so a resumed run
 * reads the hours before it again.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { chordDistance, type Position } from "../filters/localization.js";
import type { FilterObservation } from "../filters/stateBlock.js";
import type { Grid } from "../grids/grid.js";
import { levelPressure, type VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { Observation } from "../observations/observation.js";
import type { Time } from "../time.js";
import { createAirTrails } from "../transport/airTrail.js";
import type { Forcing } from "../transport/hourlyForcing.js";

/**
 * Share of the column's mass, from the ground up, whose wind the trails follow. The centres of adjoint sensitivities
 * to the flux of 24 and 48 hours before are nearest to it: docs/method.md has the table.
 */
const STEERING_SHARE = 0.15;

/** Hours between the places of a way, of which the first is the observation's own. */
export const WAY_STEP = 6;

type Place = Pick<Observation, "longitude" | "latitude" | "time">;

export interface ObservedAir {
  /** The forcing, told on: what it gives is noted here. */
  readonly forcing: Forcing;
  /** Where the air that an observation sees was before now; absent where nobody asks. */
  readonly pastOf?: (place: Place) => Pick<FilterObservation, "trail" | "way">;
  /** Pressure of the middle of a layer at the end of the last hour, [cell], [Pa]; absent where nobody asks. */
  readonly layerPressure?: (level: number) => Float64Array;
  /** Before a run goes on at `present`: notes the hours before it, if they are not known. */
  catchUp(start: Time, present: Time): Promise<void>;
}

/** What is asked for. */
export interface WantedAir {
  /** Where the air was: at each time, or at any time of its way. */
  readonly past: "none" | "trail" | "way";
  /** How far back. */
  readonly hours: number;
  readonly layerPressure: boolean;
}

export function createObservedAir(
  grid: Grid,
  vertical: VerticalCoordinate,
  forcing: Forcing,
  wanted: WantedAir,
): ObservedAir {
  const { past, hours } = wanted;
  const trails = past === "none" ? undefined : createAirTrails(grid, hours, STEERING_SHARE);
  const pressures = wanted.layerPressure
    ? Array.from({ length: vertical.levels }, () => new Float64Array(grid.cells))
    : undefined;
  const noted: Forcing = async (time) => {
    const hour = await forcing(time);
    // Who runs an hour once more gets the same weather.
    if (trails !== undefined && !(trails.now! > time)) trails.record(hour.flow);
    pressures?.forEach((pressure, level) => {
      for (let cell = 0; cell < grid.cells; cell++) {
        pressure[cell] = levelPressure(vertical, level, hour.surfacePressureEnd[cell]);
      }
    });
    return hour;
  };
  return {
    forcing: noted,
    ...(trails && {
      pastOf({ longitude, latitude, time }: Place) {
        const trail = trails.from(longitude, latitude, time);
        return past === "trail" ? { trail } : { way: wayOf(trail, hours) };
      },
    }),
    ...(pressures && { layerPressure: (level: number) => pressures[level] }),
    async catchUp(start, present) {
      if (trails === undefined || trails.now === present) return;
      const first = Math.max(start, present - hours * SECONDS_PER_HOUR);
      for (let time = first; time < present; time += SECONDS_PER_HOUR) await noted(time);
    },
  };
}

/** Places of a trail, `WAY_STEP` apart, up to where it ends. */
function wayOf(trail: (hoursBefore: number) => Position, hours: number): Position[] {
  const places = [trail(0)];
  for (let before = WAY_STEP; before <= hours; before += WAY_STEP) {
    const place = trail(before);
    if (chordDistance(place, places[places.length - 1], 1) > 0) places.push(place);
  }
  return places;
}
