/** The fluxes of a run that no ensemble estimates: the prior natural flux, fossil and fire, and a twin's truth. */
import type { ImposedFluxes } from "../../assimilation/emissions.js";
import type { Time } from "../../time.js";
import type { KnownFluxes } from "../recording/fluxDays.js";
import type { Inputs } from "./inputs.js";

export function imposedFluxes(inputs: Inputs): ImposedFluxes {
  const { fluxes } = inputs;
  return {
    natural: (time) => fluxes.natural(time),
    imposed(time) {
      const fire = fluxes.component("fire", time);
      return fluxes.component("fossil", time).map((value, cell) => value + fire[cell]);
    },
    ...(inputs.kind === "twin" && {
      truth(time: Time) {
        const ocean = fluxes.component("ocean", time);
        return inputs.truth.hourly(time).map((value, cell) => value + ocean[cell]);
      },
    }),
  };
}

/** As they are written, fossil and fire apart. */
export function knownFluxes(inputs: Inputs): KnownFluxes {
  const { natural, truth } = imposedFluxes(inputs);
  return {
    natural,
    fossil: (time) => inputs.fluxes.component("fossil", time),
    fire: (time) => inputs.fluxes.component("fire", time),
    ...(truth !== undefined && { truth }),
  };
}
