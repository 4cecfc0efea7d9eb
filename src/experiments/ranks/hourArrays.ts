/**
 * What an hour does to the tracer, as arrays that rank 0 sends to all: prepared once, by its forcing thread, and the same for
 * every lane.
 */
import type { EmissionAloft } from "../../transport/emissionAloft.js";
import type { AirFlow } from "../../meteorology/massFluxes.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { SubgridTransport } from "../../transport/subgridTransport.js";
import type { Time } from "../../time.js";
import type { AloftOrder, ArrayList } from "./orders.js";

const OF_FLOW = ["airMass", "airMassEnd", "xMassFlux", "yMassFlux", "zMassFlux"] as const;
const OF_SUBGRID = ["xDiffusion", "yDiffusion", "updraft"] as const;

/** What a transport model advances by. */
export interface Hour {
  readonly flow: AirFlow;
  readonly exchange: Float64Array;
  readonly nonLocal: Float64Array | undefined;
  readonly subgrid: SubgridTransport | undefined;
}

/** Of all ranks alike. */
export interface HourArrays {
  forcing(): Hour;
  aloft(orders: readonly AloftOrder[]): EmissionAloft[];
}

/** On rank 0. */
export interface SentHour extends HourArrays {
  readonly time: Time;
  readonly arrays: ArrayList;
  readonly aloftOrders: readonly AloftOrder[];
  send(communicator: Communicator): void;
}

export function sentHour(hour: Hour, aloft: readonly EmissionAloft[]): SentHour {
  const { flow, exchange, nonLocal, subgrid } = hour;
  const given: [string, Float64Array][] = OF_FLOW.map((name) => [name, flow[name]]);
  given.push(["exchange", exchange]);
  if (nonLocal !== undefined) given.push(["nonLocal", nonLocal]);
  for (const name of OF_SUBGRID) {
    const values = subgrid?.[name];
    if (values !== undefined) given.push([name, values]);
  }
  aloft.forEach((part, p) => part.aloft.forEach(({ flux }, f) => given.push([aloftName(p, f), flux])));
  return {
    time: flow.time,
    arrays: given.map(([name, { length }]) => [name, length]),
    aloftOrders: aloft.map(({ from, to, aloft: fluxes }) => ({
      from,
      to,
      profiles: fluxes.map(({ profile }) => profile),
    })),
    send(communicator) {
      for (const [, values] of given) communicator.broadcast(values, 0);
    },
    forcing: () => hour,
    aloft: () => [...aloft],
  };
}

/** On all others: an hour in arrays that are used again. */
export function createReceivedHour(): {
  receive(communicator: Communicator, time: Time, arrays: ArrayList): HourArrays;
} {
  const held = new Map<string, Float64Array>();
  return {
    receive(communicator, time, arrays) {
      const present = new Map<string, Float64Array>();
      for (const [name, length] of arrays) {
        const known = held.get(name);
        const values = known?.length === length ? known : new Float64Array(length);
        communicator.broadcast(values, 0);
        held.set(name, values);
        present.set(name, values);
      }
      return {
        forcing: () => hourOf(present, time),
        aloft: (orders) =>
          orders.map(({ from, to, profiles }, p) => ({
            from,
            to,
            aloft: profiles.map((profile, f) => ({ profile, flux: present.get(aloftName(p, f)) as Float64Array })),
          })),
      };
    },
  };
}

function hourOf(arrays: ReadonlyMap<string, Float64Array>, time: Time): Hour {
  const own = (name: string): Float64Array => {
    const values = arrays.get(name);
    if (values === undefined) throw new RangeError(`the hour came without "${name}"`);
    return values;
  };
  const [airMass, airMassEnd, xMassFlux, yMassFlux, zMassFlux] = OF_FLOW.map(own);
  const [xDiffusion, yDiffusion, updraft] = OF_SUBGRID.map((name) => arrays.get(name));
  return {
    // What a transport model does not look at is not sent.
    flow: {
      time,
      airMass,
      airMassEnd,
      xMassFlux,
      yMassFlux,
      zMassFlux,
      surfacePressure: new Float64Array(0),
      correctionWind: Number.NaN,
      imbalance: Number.NaN,
    },
    exchange: own("exchange"),
    nonLocal: arrays.get("nonLocal"),
    subgrid: { xDiffusion, yDiffusion, updraft },
  };
}

function aloftName(part: number, flux: number): string {
  return `aloft ${part} ${flux}`;
}
