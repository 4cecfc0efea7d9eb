/** The flux ensemble of a plan. */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import { grossBounds } from "../../assimilation/fluxEnsembles/grossBounds.js";
import { createPaperEnsemble } from "../../assimilation/fluxEnsembles/paper.js";
import { parameterNoise } from "../../assimilation/fluxEnsembles/parameterNoise.js";
import { parameters, parameterScales } from "../../assimilation/fluxEnsembles/parameterScales.js";
import { createPersistentEnsemble } from "../../assimilation/fluxEnsembles/persistent.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import { randomField } from "../../random.js";
import type { CreateFluxesElsewhere } from "./elsewhere.js";
import { paperSettings } from "./fluxEnsembleRemarks.js";
import type { AnalysisInputs } from "./inputs.js";

export interface FluxEnsembles {
  readonly estimated: FluxEnsemble;
  /**
   * The same ensemble without observations, which tells the spread of prior totals: only that of `persistent` can run
   * on its own, as its perturbations do not depend on the state.
   */
  readonly free: FluxEnsemble | undefined;
}

/** @param elsewhere makes those of `persistent` where the state lies, if it does not lie here */
export function createFluxEnsembles(
  inputs: AnalysisInputs,
  kernels: Kernels,
  layout: LaneLayout,
  elsewhere?: CreateFluxesElsewhere,
): FluxEnsembles {
  const { plan, grid, landFraction, fluxes: prior } = inputs;
  const { ensemble, seed } = plan;
  switch (ensemble.form) {
    case "persistent": {
      const inputs = {
        layout,
        landFraction,
        prior,
        scales: parameterScales(grid, landFraction, prior),
        sigma: ensemble.sigma,
        lagDays: ensemble.lagDays,
        bounds: ensemble.bounds === "gross" ? grossBounds(grid, landFraction, prior) : undefined,
      };
      // An update of fluxes alone takes those of some days, which have to be here.
      if (elsewhere !== undefined && plan.filter.update.kind === "joint") {
        return elsewhere({ ...inputs, grid, errorScales: ensemble.scales, seed });
      }
      const components = parameterNoise(grid, ensemble.scales, seed, parameters.length);
      const create = (): FluxEnsemble => createPersistentEnsemble({ ...inputs, components, kernels });
      return { estimated: create(), free: create() };
    }
    case "paper":
    case "paper-stabilised": {
      const estimated = createPaperEnsemble({
        ...paperSettings(ensemble),
        layout,
        cells: grid.cells,
        prior,
        draw: (member, step) => {
          const field = randomField(seed, "paperFlux", member, step);
          return Float64Array.from({ length: grid.cells }, (_, cell) => field.normal(cell));
        },
        allocate: (length) => kernels.memory.float32(length),
      });
      return { estimated, free: undefined };
    }
  }
}
