/** All figures of a run, in the order in which they are shown. A new one is a file of this folder and a line here. */
import { fluxMapFigure } from "./runFluxMap.js";
import type { RunFigure } from "./runFigure.js";

export const figures: readonly RunFigure[] = [fluxMapFigure];
