/** The fluxes of a run that no ensemble estimates: the prior natural flux, fossil and fire, and a twin's truth. */
import type { ImposedFluxes } from "../../assimilation/emissions.js";
import type { PriorFluxes } from "../../fluxes/priorFluxes.js";
import type { Time } from "../../time.js";
import type { KnownFluxes } from "../recording/fluxDays.js";
import type { Inputs, TwinInputs } from "./inputs.js";

export function imposedFluxes(inputs: Inputs): ImposedFluxes {
  const { fluxes } = inputs;
  return {
    natural: (time) => fluxes.natural(time),
    ...imposedOf(fluxes),
    ...(inputs.kind === "twin" && { truth: trueFluxes(inputs) }),
  };
}

/** Of the truth of a twin. */
function trueFluxes({ truth }: TwinInputs): NonNullable<ImposedFluxes["truth"]> {
  return {
    natural: (time) => truth.natural(time),
    ...imposedOf(truth),
  };
}

/** What no ensemble estimates: at the ground, and above it. */
function imposedOf(fluxes: Pick<PriorFluxes, "component" | "aloft">): Pick<ImposedFluxes, "imposed" | "aloft"> {
  return {
    imposed(time) {
      const ground = sum(fluxes.component("fossil", time), fluxes.component("fire", time));
      for (const { flux } of fluxes.aloft(time)) flux.forEach((value, cell) => (ground[cell] -= value));
      return ground;
    },
    aloft: (time) => fluxes.aloft(time),
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
