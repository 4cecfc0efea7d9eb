/**
 * Where the air over a place was in the hours before: backwards through winds that are steady within each hour,
 *     x(t - 1 h) = x - (u(x) + u(x - u(x))) / 2      (Heun; x in cells, u in cells per hour, bilinear between centres)
 * A trail that meets the edge of the domain, or the oldest hour that is known, ends there.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import { unitVector, type Vector } from "../grids/sphere.js";
import type { AirFlow } from "../meteorology/massFluxes.js";
import { formatTime, type Time } from "../time.js";
import { type SteeringWind, steeringWind } from "./steeringWind.js";

export interface AirTrails {
  /** End of the last hour recorded; undefined before any. */
  readonly now: Time | undefined;
  /** Takes the wind of the hour that starts at `flow.time`; hours follow each other without a gap. */
  record(flow: Pick<AirFlow, "time" | "airMass" | "xMassFlux" | "yMassFlux">): void;
  /**
   * The trail of the air that stood over a place [degrees] at a time, to the next whole hour.
   * @returns where it stood that long before `now` [h], on the unit sphere; later than that time: over the place
   */
  from(longitude: number, latitude: number, time: Time): (hoursBefore: number) => Vector;
}

/** Column and row, fractional; (0, 0) is the centre of the south-west cell. */
type Place = readonly [number, number];

/**
 * @param hours how far back trails lead
 * @param share of the column's mass, from the ground up, whose mean wind they follow (steeringWind.ts)
 */
export function createAirTrails(grid: Grid, hours: number, share: number): AirTrails {
  const { projection, x0, y0, dx, dy } = grid;
  /** The oldest first. */
  const winds: SteeringWind[] = [];
  let now: Time | undefined;

  /** @param later hours from the start of the trail to now */
  const trailOf = (start: Place, later: number): Place[] => {
    const places = [start];
    for (let hour = winds.length - 1 - later, place = start; hour >= 0; hour--) {
      const to = hourBefore(grid, winds[hour], place);
      const part = partInside(grid, place, to);
      place = [place[0] + part * (to[0] - place[0]), place[1] + part * (to[1] - place[1])];
      places.push(place);
      if (part < 1) break;
    }
    return places;
  };

  return {
    get now() {
      return now;
    },
    record(flow) {
      if (now !== undefined && flow.time !== now) {
        throw new RangeError(`trails know the wind up to ${formatTime(now)}, and ${formatTime(flow.time)} is not next`);
      }
      const oldest = winds.length < hours ? undefined : winds.shift();
      const wind = oldest ?? { x: new Float32Array(grid.cells), y: new Float32Array(grid.cells) };
      steeringWind(grid, flow, share, wind);
      winds.push(wind);
      now = flow.time + SECONDS_PER_HOUR;
    },
    from(longitude, latitude, time) {
      const { column, row } = grid.locate(longitude, latitude);
      const later = now === undefined ? 0 : Math.max(0, Math.floor((now - time) / SECONDS_PER_HOUR));
      const places = trailOf([column, row], later);
      const last = places.length - 1;
      return (hoursBefore) => {
        const age = Math.max(0, hoursBefore - later);
        const hour = Math.min(last, Math.floor(age));
        const [fromX, fromY] = places[hour];
        const [toX, toY] = places[Math.min(last, hour + 1)];
        const part = Math.min(1, age - hour);
        const [x, y] = [fromX + part * (toX - fromX), fromY + part * (toY - fromY)];
        return unitVector(...projection.inverse(x0 + x * dx, y0 + y * dy));
      };
    },
  };
}

function hourBefore(grid: Grid, wind: SteeringWind, [x, y]: Place): Place {
  const [u, v] = windAt(grid, wind, [x, y]);
  const [u2, v2] = windAt(grid, wind, [x - u, y - v]);
  return [x - 0.5 * (u + u2), y - 0.5 * (v + v2)];
}

/** Bilinear between the centres of cells; beyond the outermost ones that of the nearest. */
function windAt({ columns, rows }: Grid, wind: SteeringWind, [column, row]: Place): Place {
  const x = Math.min(columns - 1, Math.max(0, column));
  const y = Math.min(rows - 1, Math.max(0, row));
  const i = Math.min(columns - 2, Math.floor(x));
  const j = Math.min(rows - 2, Math.floor(y));
  const at = j * columns + i;
  const between = (field: Float32Array): number => {
    const south = field[at] + (x - i) * (field[at + 1] - field[at]);
    const north = field[at + columns] + (x - i) * (field[at + columns + 1] - field[at + columns]);
    return south + (y - j) * (north - south);
  };
  return [between(wind.x), between(wind.y)];
}

/** The part of the way between two places that lies in the domain, in which it begins. */
function partInside({ columns, rows }: Grid, from: Place, to: Place): number {
  const along = (a: number, b: number, cells: number): number => {
    if (b < -0.5) return Math.max(0, (a + 0.5) / (a - b));
    return b > cells - 0.5 ? Math.max(0, (cells - 0.5 - a) / (b - a)) : 1;
  };
  return Math.min(along(from[0], to[0], columns), along(from[1], to[1], rows));
}
