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

export function createFluxEnsembles(inputs: AnalysisInputs, kernels: Kernels, layout: LaneLayout): FluxEnsembles {
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
        components: parameterNoise(grid, ensemble.scales, seed, parameters.length),
        kernels,
      };
      return { estimated: createPersistentEnsemble(inputs), free: createPersistentEnsemble(inputs) };
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
