/** The fluxes of a run that no ensemble estimates: the prior natural flux, fossil and fire, and a twin's truth. */
import type { ImposedFluxes } from "../../assimilation/emissions.js";
import { imposedErrors } from "../../fluxes/imposedErrors.js";
import type { Time } from "../../time.js";
import type { KnownFluxes } from "../recording/fluxDays.js";
import type { Inputs, TwinInputs } from "./inputs.js";

export function imposedFluxes(inputs: Inputs): ImposedFluxes {
  const { fluxes } = inputs;
  return {
    natural: (time) => fluxes.natural(time),
    imposed: (time) => sum(fluxes.component("fossil", time), fluxes.component("fire", time)),
    ...(inputs.kind === "twin" && { truth: trueFluxes(inputs) }),
  };
}

/** Of the truth of a twin, whose fossil and ocean fluxes may be in error as well as its biosphere. */
function trueFluxes({ plan, grid, fluxes, truth }: TwinInputs): NonNullable<ImposedFluxes["truth"]> {
  const { errors } = plan.truth;
  if (errors === "none") {
    return {
      natural: (time) => sum(truth.hourly(time), fluxes.component("ocean", time)),
      imposed: (time) => sum(fluxes.component("fossil", time), fluxes.component("fire", time)),
    };
  }
  const { fossilNational: national, fossilProvincial: provincial, ocean } = errors;
  const factors = imposedErrors(grid, { seed: plan.seed, national, provincial, ocean });
  return {
    natural: (time) => sum(truth.hourly(time), times(fluxes.component("ocean", time), factors.ocean)),
    imposed: (time) => sum(times(fluxes.component("fossil", time), factors.fossil), fluxes.component("fire", time)),
  };
}

/** As they are written, fossil and fire apart. */
export function knownFluxes(inputs: Inputs): KnownFluxes {
  const { natural, truth } = imposedFluxes(inputs);
  return {
    natural,
    fossil: (time: Time) => inputs.fluxes.component("fossil", time),
    fire: (time: Time) => inputs.fluxes.component("fire", time),
    ...(truth !== undefined && { truth: truth.natural }),
  };
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, cell) => value + b[cell]);
}

function times(field: Float64Array, factor: Float64Array): Float64Array {
  return field.map((value, cell) => value * factor[cell]);
}
