/** The filter that a configuration asks for, as one analyser: its method, its localization and its inflation. */
import { type AdditiveInflation, additiveInflation } from "../../assimilation/additiveInflation.js";
import type { SmoothDraw } from "../../assimilation/moleFractionPerturbations.js";
import { createCorrelation } from "../../fields/correlatedNoise.js";
import type { Analyser } from "../../filters/analyser.js";
import { createEnsrfAnalyser } from "../../filters/ensrfAnalysis.js";
import { withInflation } from "../../filters/inflatedAnalyser.js";
import { createLetkfAnalyser } from "../../filters/letkfAnalysis.js";
import type { HorizontalGeometry, Localization } from "../../filters/localization.js";
import type { FilterLanes } from "../../filters/stateBlock.js";
import type { Kernels } from "../../kernels/load.js";
import { randomField } from "../../random.js";
import type { ExperimentConfig } from "../../config/schema.js";
import type { Inputs } from "./inputs.js";

/** Correlation length of additive inflation [m]. */
const ADDITIVE_LENGTH = 1000e3;

type FilterConfig = ExperimentConfig["filter"];

export function createFilter(
  { method, order, localization, inflation }: FilterConfig,
  kernels: Kernels,
  lanes: FilterLanes,
  geometry: HorizontalGeometry,
): Analyser {
  const reach = localizationOf(localization);
  const analyser =
    method === "letkf"
      ? createLetkfAnalyser(kernels, lanes, geometry, reach)
      : createEnsrfAnalyser(kernels, lanes, geometry, reach, order);
  return withInflation(analyser, kernels, lanes, inflation);
}

/** What is added to the mole fraction after an analysis; undefined where nothing is asked for. */
export function createAdditiveInflation({
  config,
  grid,
  vertical,
}: Pick<Inputs, "config" | "grid" | "vertical">): AdditiveInflation | undefined {
  const { additivePpm } = config.filter.inflation;
  if (additivePpm === 0) return undefined;
  const correlation = createCorrelation(grid, ADDITIVE_LENGTH);
  const draw: SmoothDraw = (...key) => correlation.sample(randomField(config.seed, ...key));
  return additiveInflation(grid.cells, vertical, draw, additivePpm);
}

function localizationOf(localization: FilterConfig["localization"]): Localization {
  if (localization === "none") return { kind: "none" };
  const { vertical } = localization;
  const length =
    "zeroDistanceKm" in localization
      ? { zeroDistance: 1000 * localization.zeroDistanceKm }
      : { halfWidth: 1000 * localization.halfWidthKm };
  return { kind: "gaspari-cohn", ...length, ...(vertical !== "none" && { zeroLogPressure: vertical.zeroLogPressure }) };
}
