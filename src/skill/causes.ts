/** What a twin's model, boundary and retrievals are wrong by, each taken away by itself: what the errors of fluxes come from. */
import type { Setting } from "./settings.js";
import type { Section } from "./substitution.js";

const RIGHT_WINDS: Section = { windPhaseHours: 0, windStrength: 0, windField: 0, boundaryLayer: 0 };

export const causes: readonly Setting[] = [
  { name: "winds", variant: "winds and boundary layer right", change: { twin: { errors: RIGHT_WINDS } } },
  {
    name: "transport",
    variant: "these and the transport right",
    change: { twin: { transport: null, errors: RIGHT_WINDS } },
  },
  {
    name: "retrievals",
    variant: "retrievals without bias, shared errors and outliers",
    change: {
      twin: { errors: { retrievalBiasPpm: 0, covariateBiasPpm: 0, sharedNoisePpm: 0, outlierShare: 0 } },
    },
  },
  { name: "boundary", variant: "boundary right", change: { twin: { errors: { boundaryPpm: 0 } } } },
  {
    name: "fossil",
    variant: "fossil fluxes right",
    change: { twin: { errors: { fossilNational: 0, fossilProvincial: 0 } } },
  },
];
