/** All figures of a run, in the order in which they are shown. A new one is a file of this folder and a line here. */
import { ecologicalFigure } from "./ecologicalAreas.js";
import { incrementFigure } from "./increments.js";
import { provinceBarFigure } from "./provinceBars.js";
import { provinceMapFigure } from "./provinceMap.js";
import { regionSeriesFigure } from "./regionSeries.js";
import type { RunFigure } from "./runFigure.js";
import { fluxMapFigure } from "./runFluxMap.js";
import { surfaceFigure } from "./surfaceMap.js";
import { seasonMapFigure } from "./seasonMaps.js";

export const figures: readonly RunFigure[] = [
  fluxMapFigure,
  incrementFigure,
  seasonMapFigure,
  regionSeriesFigure,
  ecologicalFigure,
  provinceBarFigure,
  provinceMapFigure,
  surfaceFigure,
];
