/** What the observations of an hour do to any row, as arrays that rank 0 sends to all. */
import type { NamedPlace } from "../../filters/ensrfRows.js";
import type { Turn } from "../../filters/observationSpace.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { SentTurns } from "./cellFilter.js";
import type { Order } from "./orders.js";

type AnalyseOrder = Order & { readonly kind: "analyse" };

/** x, y, z and the pressure, which is not a number where there is none. */
const PLACE = 4;

interface TurnArrays {
  readonly places: Float64Array;
  readonly weights: Float64Array;
  readonly increments: Float64Array;
  /** Empty where heights do not count. */
  readonly pressure: Float64Array;
}

/** On rank 0. @param pressure of the air in each layer, [level][cell], [Pa]; empty where heights do not count */
export function sendTurns(
  communicator: Communicator,
  observations: readonly NamedPlace[],
  turns: readonly Turn[],
  pressure: Float64Array,
): void {
  const places = turns.flatMap(({ observation }) => {
    const { position, pressure: height = Number.NaN } = observations[observation];
    return [...position, height];
  });
  broadcastAll(communicator, {
    places: Float64Array.from(places),
    weights: Float64Array.from(turns.flatMap(({ weight }) => [...weight])),
    increments: Float64Array.from(turns.flatMap(({ increment }) => [...increment])),
    pressure,
  });
}

/** On all others. */
export function receiveTurns(
  communicator: Communicator,
  { when, ids, members, lanes, layers }: AnalyseOrder,
): SentTurns {
  const arrays: TurnArrays = {
    places: new Float64Array(PLACE * ids.length),
    weights: new Float64Array(members * ids.length),
    increments: new Float64Array(lanes * ids.length),
    pressure: new Float64Array(layers),
  };
  broadcastAll(communicator, arrays);
  const { places, weights, increments, pressure } = arrays;
  return {
    when,
    observations: ids.map((id, o) => {
      const [x, y, z, height] = places.subarray(PLACE * o, PLACE * (o + 1));
      return { id, position: [x, y, z] as const, ...(!Number.isNaN(height) && { pressure: height }) };
    }),
    turns: ids.map((_, observation) => ({
      observation,
      weight: weights.subarray(members * observation, members * (observation + 1)),
      increment: increments.subarray(lanes * observation, lanes * (observation + 1)),
    })),
    ...(layers > 0 && { pressure }),
  };
}

function broadcastAll(communicator: Communicator, { places, weights, increments, pressure }: TurnArrays): void {
  for (const values of [places, weights, increments, pressure]) {
    if (values.length > 0) communicator.broadcast(values, 0);
  }
}
