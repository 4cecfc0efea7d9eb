/**
 * The fluxes of one day, from the ensemble as it stands and from what is known without it: hourly fields, and totals of
 * regions for every member, mean of the day. Members are taken with what the errors of their perturbed analysis do.
 */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { memberTotals } from "../../fields/members.js";
import { addPerturbedAnalyses } from "../../fields/perturbedAnalyses.js";
import type { Grid } from "../../grids/grid.js";
import type { Kernels } from "../../kernels/load.js";
import { clearMomentSums, createMomentSums, launchAddMoments } from "../../kernels/launchMembers.js";
import type { Region } from "../../regions/region.js";
import { type FluxField, HOURS } from "../../runs/fluxFile.js";
import type { Time } from "../../time.js";

/** Hourly fields of one day by name, [hour][cell], [mol m-2 s-1]. */
export type Fields = Map<FluxField, Float32Array>;

/** Fluxes that are known without the ensemble, [cell], [mol m-2 s-1]. */
export interface KnownFluxes {
  readonly natural: (time: Time) => Float64Array;
  readonly fossil: (time: Time) => Float64Array;
  readonly fire: (time: Time) => Float64Array;
  readonly truth?: (time: Time) => Float64Array;
}

export interface FluxDays {
  /** Adds mean and spread of the background in an hour. @param natural fluxes of the lanes, [cell][lane] */
  addBackground(fields: Fields, hour: number, natural: Float32Array): void;
  /** Adds prior and spread, truth, fossil and fire. */
  addKnown(fields: Fields, day: Time, ensemble: FluxEnsemble): void;
  /**
   * Totals of the present estimate of a day, [region][member], [mol s-1].
   * @param into fields that the posterior is added to
   */
  totalsOf(fluxes: FluxEnsemble, day: Time, into?: Fields): Float64Array;
}

type MomentField = "natural_background" | "natural_posterior";

export function createFluxDays(
  { cells, area }: Grid,
  kernels: Kernels,
  layout: LaneLayout,
  regions: readonly Region[],
  known: KnownFluxes,
): FluxDays {
  const natural = kernels.memory.float32(cells * layout.lanes);
  /** Of the hour that is running, whose own must stay. */
  const background = kernels.memory.float32(cells * layout.lanes);
  const moments = createMomentSums(kernels, cells, 0);
  /** Sum over the hours of a day. */
  const dailySum = new Float64Array(cells * layout.lanes);
  const totals = memberTotals(
    regions,
    area.map((size) => size / HOURS),
    layout,
  );

  const hourOf = (fields: Fields, name: FluxField, hour: number): Float32Array => {
    let field = fields.get(name);
    if (field === undefined) {
      field = new Float32Array(HOURS * cells);
      fields.set(name, field);
    }
    return field.subarray(hour * cells, (hour + 1) * cells);
  };
  const addMoments = (fields: Fields, name: MomentField, hour: number, members: Float32Array): void => {
    clearMomentSums(moments);
    launchAddMoments(kernels, layout, 0, members, moments);
    hourOf(fields, name, hour).set(moments.mean);
    const spread = hourOf(fields, `${name}_spread`, hour);
    for (let cell = 0; cell < cells; cell++) spread[cell] = Math.sqrt(moments.variance[cell]);
  };
  return {
    addBackground(fields, hour, members) {
      background.set(members);
      addPerturbedAnalyses(layout, background);
      addMoments(fields, "natural_background", hour, background);
    },
    addKnown(fields, day, ensemble) {
      for (let hour = 0; hour < HOURS; hour++) {
        const time = day + hour * SECONDS_PER_HOUR;
        hourOf(fields, "natural_prior", hour).set(known.natural(time));
        hourOf(fields, "natural_prior_spread", hour).set(ensemble.priorSpread(time));
        if (known.truth !== undefined) hourOf(fields, "natural_truth", hour).set(known.truth(time));
        hourOf(fields, "fossil", hour).set(known.fossil(time));
        hourOf(fields, "fire", hour).set(known.fire(time));
      }
    },
    totalsOf(fluxes, day, into) {
      dailySum.fill(0);
      for (let hour = 0; hour < HOURS; hour++) {
        fluxes.naturalFlux(day + hour * SECONDS_PER_HOUR, natural);
        addPerturbedAnalyses(layout, natural);
        for (let i = 0; i < dailySum.length; i++) dailySum[i] += natural[i];
        if (into !== undefined) addMoments(into, "natural_posterior", hour, natural);
      }
      return totals(dailySum);
    },
  };
}
