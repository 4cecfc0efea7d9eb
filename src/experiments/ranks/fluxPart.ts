/**
 * The persistent flux ensemble in the cells of one rank: parameters of all members there, and the flux of an hour by what rank 0 knows of
 * its prior.
 */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import type { ErrorScale } from "../../assimilation/fluxEnsembles/parameterNoise.js";
import { type Parameter, parameters } from "../../assimilation/fluxEnsembles/parameterScales.js";
import { createPersistentEnsemble } from "../../assimilation/fluxEnsembles/persistent.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import type { Time } from "../../time.js";
import { copyColumns } from "../../transport/dealtGrid.js";
import { collectCells, type Dealt, sendCells } from "./cellShares.js";
import { dealtNoise } from "./dealtNoise.js";

/** That which observations change, and the same without them. */
export type DealtEnsemble = "estimated" | "free";

/** As plain data; land fraction and lengths of faces are sent by themselves. */
export interface PlainFluxes {
  readonly layout: LaneLayout;
  readonly sigma: Readonly<Record<Parameter, number>>;
  readonly lagDays: number;
  readonly scales: readonly ErrorScale[];
  readonly seed: number;
  readonly isBounded: boolean;
}

/** Of all cells: [cell], [x face], [y face]. */
export interface FluxFields {
  readonly landFraction: Float64Array;
  readonly xLength: Float64Array;
  readonly yLength: Float64Array;
}

/** What the flux of an hour is made of, of all cells; bounds are empty where there are none. */
export interface HourOfFluxes {
  /** [cell] */
  readonly natural: Float64Array;
  /** [parameter][cell] */
  readonly scales: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Empty, to be filled. */
export function roomForHour(cells: number, isBounded: boolean): HourOfFluxes {
  const bound = isBounded ? cells : 0;
  const [natural, scales, lower, upper] = [cells, parameters.length * cells, bound, bound].map(
    (length) => new Float64Array(length),
  );
  return { natural, scales, lower, upper };
}

export interface FluxPart {
  /** Fields of parameters that an ensemble holds, of all days. */
  readonly blocks: number;
  readonly ensembles: Readonly<Record<DealtEnsemble, FluxEnsemble>>;
  /** @param hour filled on rank 0, and here on the others @param whole [cell][lane], filled on rank 0 in the lanes of members */
  naturalFlux(which: DealtEnsemble, time: Time, hour: HourOfFluxes, whole: Float32Array | undefined): void;
  /** @param whole [block][cell][lane], on rank 0 */
  collect(which: DealtEnsemble, whole: Float32Array | undefined): void;
  resume(which: DealtEnsemble, first: Time, newest: Time, whole: Float32Array | undefined): void;
}

/** @param fields filled on rank 0, and here on the others */
export function createFluxPart(
  { layout, sigma, lagDays, scales, seed, isBounded }: PlainFluxes,
  fields: FluxFields,
  dealt: Dealt,
  kernels: Kernels,
): FluxPart {
  const { communicator, grid, columns } = dealt;
  const share = columns[communicator.rank];
  const cells = grid.rows * share.count;
  for (const field of [fields.landFraction, fields.xLength, fields.yLength]) communicator.broadcast(field, 0);
  const own = (values: Float64Array): Float64Array => {
    const part = new Float64Array((values.length / grid.columns) * share.count);
    copyColumns("field", values, grid.columns, share, part);
    return part;
  };
  const { members } = layout;
  const noiseGrid = {
    ...grid,
    cells: grid.columns * grid.rows,
    xFaces: { length: fields.xLength },
    yFaces: { length: fields.yLength },
  };
  /** Own cells of the hour that is asked for. */
  let present: HourOfFluxes = roomForHour(0, false);
  const inputs = {
    layout,
    landFraction: own(fields.landFraction),
    prior: { natural: () => present.natural, grossUptake: () => present.natural },
    scales: { at: () => present.scales, forgetBefore() {} },
    bounds: isBounded ? { at: () => present, forgetBefore() {} } : undefined,
    sigma,
    lagDays,
    components: dealtNoise(dealt, noiseGrid, scales, seed, members, parameters.length),
    kernels,
  };
  const ensembles = { estimated: createPersistentEnsemble(inputs), free: createPersistentEnsemble(inputs) };
  const flux = kernels.memory.float32(cells * layout.lanes);
  const blocks = ensembles.free.save().values.length / flux.length;
  return {
    blocks,
    ensembles,
    naturalFlux(which, time, hour, whole) {
      for (const values of [hour.natural, hour.scales, hour.lower, hour.upper]) {
        if (values.length > 0) communicator.broadcast(values, 0);
      }
      present = {
        natural: own(hour.natural),
        scales: own(hour.scales),
        lower: own(hour.lower),
        upper: own(hour.upper),
      };
      ensembles[which].naturalFlux(time, flux);
      collectCells(dealt, whole, flux, 1, 1);
    },
    collect(which, whole) {
      collectCells(dealt, whole, ensembles[which].save().values, blocks, blocks);
    },
    resume(which, first, newest, whole) {
      const values = new Float32Array(blocks * flux.length);
      sendCells(dealt, whole, values, blocks);
      ensembles[which].resume({ first, newest, values });
    },
  };
}
