/** The fluxes of a run that no ensemble estimates: the prior natural flux, fossil and fire, and a twin's truth. */
import type { ImposedFluxes } from "../../assimilation/emissions.js";
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

/** Of the truth of a twin. */
function trueFluxes({ truth }: TwinInputs): NonNullable<ImposedFluxes["truth"]> {
  return {
    natural: (time) => truth.natural(time),
    imposed: (time) => sum(truth.component("fossil", time), truth.component("fire", time)),
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
