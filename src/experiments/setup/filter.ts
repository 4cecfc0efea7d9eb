/** The filter that a plan asks for, as one analyser: its method, its localization and its inflation. */
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
import type { FilterPlan } from "../../config/plan.js";
import type { AnalysisInputs } from "./inputs.js";

/** Correlation length of additive inflation [m]. */
const ADDITIVE_LENGTH = 1000e3;

export function createFilter(
  { method, localization, inflation }: FilterPlan,
  kernels: Kernels,
  lanes: FilterLanes,
  geometry: HorizontalGeometry,
): Analyser {
  const reach = localizationOf(localization);
  const analyser =
    method.kind === "letkf"
      ? createLetkfAnalyser(kernels, lanes, geometry, reach)
      : createEnsrfAnalyser(kernels, lanes, geometry, reach, method.order);
  return withInflation(analyser, kernels, lanes, inflation);
}

/** What is added to the mole fraction after an analysis; undefined where nothing is asked for. */
export function createAdditiveInflation({
  plan,
  grid,
  vertical,
}: Pick<AnalysisInputs, "plan" | "grid" | "vertical">): AdditiveInflation | undefined {
  const { additivePpm } = plan.filter.inflation;
  if (additivePpm === 0) return undefined;
  const correlation = createCorrelation(grid, ADDITIVE_LENGTH);
  const draw: SmoothDraw = (...key) => correlation.sample(randomField(plan.seed, ...key));
  return additiveInflation(grid.cells, vertical, draw, additivePpm);
}

export function localizationOf(localization: FilterPlan["localization"]): Localization {
  if (localization === "none") return { kind: "none" };
  const { length, vertical } = localization;
  const metres =
    "zeroDistanceKm" in length
      ? { zeroDistance: 1000 * length.zeroDistanceKm }
      : { halfWidth: 1000 * length.halfWidthKm };
  return { kind: "gaspari-cohn", ...metres, ...(vertical !== "none" && { zeroLogPressure: vertical.zeroLogPressure }) };
}
