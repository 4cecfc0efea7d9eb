/** What the observations of an hour do to any row, as arrays that rank 0 sends to all. */
import type { NamedPlace } from "../../filters/ensrfRows.js";
import type { Position } from "../../filters/localization.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { SentTurns } from "./cellFilter.js";
import type { ModelOrder } from "./orders.js";

type AnalyseOrder = ModelOrder & { readonly kind: "analyse" };

/** x, y, z and the pressure, which is not a number where there is none. */
const PLACE = 4;

/** Of observations in the order of their turns. */
export interface TurnArrays {
  readonly places: Float64Array;
  readonly weights: Float64Array;
  readonly increments: Float64Array;
  /** Empty where heights do not count. */
  readonly pressure: Float64Array;
  /** Where the air of those that know it stood at the times of `hoursBefore`, [observation][time][3]; not a number elsewhere. */
  readonly trails: Float64Array;
  readonly hoursBefore: readonly number[];
  /** Places of the ways, one after the other, [place][3], and how many each observation has. */
  readonly wayPlaces: Float64Array;
  readonly ways: readonly number[];
}

/** On rank 0. @param sent in the order of the turns @param hoursBefore times of what is analysed that does not stand now */
export function turnArrays({ observations, turns, pressure }: SentTurns, hoursBefore: readonly number[]): TurnArrays {
  const nowhere = [Number.NaN, Number.NaN, Number.NaN];
  return {
    places: Float64Array.from(
      observations.flatMap(({ position, pressure: height = Number.NaN }) => [...position, height]),
    ),
    weights: Float64Array.from(turns.flatMap(({ weight }) => [...weight])),
    increments: Float64Array.from(turns.flatMap(({ increment }) => [...increment])),
    pressure: pressure ?? new Float64Array(0),
    trails: Float64Array.from(
      observations.flatMap(({ trail }) => hoursBefore.flatMap((hours) => trail?.(hours) ?? nowhere)),
    ),
    hoursBefore,
    wayPlaces: Float64Array.from(observations.flatMap(({ way = [] }) => way.flat())),
    ways: observations.map(({ way = [] }) => way.length),
  };
}

/** Room for those of an order, on all ranks but the first. */
export function roomForTurns({ ids, members, lanes, layers, hoursBefore, ways }: AnalyseOrder): TurnArrays {
  return {
    places: new Float64Array(PLACE * ids.length),
    weights: new Float64Array(members * ids.length),
    increments: new Float64Array(lanes * ids.length),
    pressure: new Float64Array(layers),
    trails: new Float64Array(3 * hoursBefore.length * ids.length),
    hoursBefore,
    wayPlaces: new Float64Array(3 * ways.reduce((sum, count) => sum + count, 0)),
    ways,
  };
}

export function broadcastTurns(
  communicator: Communicator,
  { places, weights, increments, pressure, trails, wayPlaces }: TurnArrays,
): void {
  for (const values of [places, weights, increments, pressure, trails, wayPlaces]) {
    if (values.length > 0) communicator.broadcast(values, 0);
  }
}

/** What was sent. */
export function turnsOf({ when, ids, members, lanes }: AnalyseOrder, arrays: TurnArrays): SentTurns {
  const { places, weights, increments, pressure, trails, hoursBefore, wayPlaces, ways } = arrays;
  let next = 0;
  const placeOf = (id: string, o: number): NamedPlace => {
    const [x, y, z, height] = places.subarray(PLACE * o, PLACE * (o + 1));
    const trail = trails.subarray(3 * hoursBefore.length * o, 3 * hoursBefore.length * (o + 1));
    const way = Array.from({ length: ways[o] }, () => positionAt(wayPlaces, next++));
    return {
      id,
      position: [x, y, z],
      ...(!Number.isNaN(height) && { pressure: height }),
      ...(trail.length > 0 &&
        !Number.isNaN(trail[0]) && { trail: (h: number) => positionAt(trail, hoursBefore.indexOf(h)) }),
      ...(way.length > 0 && { way }),
    };
  };
  return {
    when,
    observations: ids.map(placeOf),
    turns: ids.map((_, observation) => ({
      observation,
      weight: weights.subarray(members * observation, members * (observation + 1)),
      increment: increments.subarray(lanes * observation, lanes * (observation + 1)),
    })),
    ...(pressure.length > 0 && { pressure }),
  };
}

function positionAt(places: Float64Array, at: number): Position {
  const [x, y, z] = places.subarray(3 * at, 3 * at + 3);
  return [x, y, z];
}
