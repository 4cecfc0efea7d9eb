/** The flux ensemble that the configuration names. */
import type { FluxEnsemble } from "../assimilation/fluxEnsembles/fluxEnsemble.js";
import { createPaperEnsemble } from "../assimilation/fluxEnsembles/paper.js";
import { createPersistentEnsemble } from "../assimilation/fluxEnsembles/persistent.js";
import { createCorrelation } from "../fields/correlatedNoise.js";
import type { LaneLayout } from "../fields/ensemble.js";
import type { Kernels } from "../kernels/load.js";
import { randomField } from "../random.js";
import type { Ingredients } from "./ingredients.js";

export function createFluxEnsemble(ingredients: Ingredients, kernels: Kernels, layout: LaneLayout): FluxEnsemble {
  const { config, grid, landFraction, fluxes: prior } = ingredients;
  const { ensemble, seed } = config;
  const allocate = (length: number): Float32Array => kernels.memory.float32(length);
  switch (ensemble.form) {
    case "persistent": {
      const correlation = createCorrelation(grid, 1000 * ensemble.correlationKm);
      return createPersistentEnsemble({
        layout,
        grid,
        landFraction,
        prior,
        lagDays: ensemble.lagDays,
        draw: (member, step) => correlation.sample(randomField(seed, "fluxParameter", member, step)),
        allocate,
      });
    }
    case "paper":
    case "paper-stabilised":
      return createPaperEnsemble({
        ...ensemble,
        layout,
        cells: grid.cells,
        prior,
        draw: (member, step) => {
          const field = randomField(seed, "paperFlux", member, step);
          return Float64Array.from({ length: grid.cells }, (_, cell) => field.normal(cell));
        },
        allocate,
      });
  }
}
