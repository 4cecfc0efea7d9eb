/** All figures of a run, in the order in which they are shown. A new one is a file of this folder and a line here. */
import { calibrationFigure } from "./calibration.js";
import { consistencyFigure } from "./consistency.js";
import { correlationFigure } from "./correlationMatrix.js";
import { departureFigure } from "./departures.js";
import { ecologicalFigure } from "./ecologicalAreas.js";
import { incrementFigure } from "./increments.js";
import { provinceBarFigure } from "./provinceBars.js";
import { provinceMapFigure } from "./provinceMap.js";
import { publishedFigure } from "./publishedTotals.js";
import { regionSeriesFigure } from "./regionSeries.js";
import type { RunFigure } from "./runFigure.js";
import { fluxMapFigure } from "./runFluxMap.js";
import { seasonMapFigure } from "./seasonMaps.js";
import { soundingFigure } from "./soundingCounts.js";
import { spreadFigure } from "./spreadMap.js";
import { surfaceFigure } from "./surfaceMap.js";
import { taylorFigure } from "./taylorDiagram.js";

export const figures: readonly RunFigure[] = [
  fluxMapFigure,
  incrementFigure,
  seasonMapFigure,
  regionSeriesFigure,
  ecologicalFigure,
  provinceBarFigure,
  provinceMapFigure,
  surfaceFigure,
  spreadFigure,
  soundingFigure,
  departureFigure,
  calibrationFigure,
  consistencyFigure,
  taylorFigure,
  correlationFigure,
  publishedFigure,
];
