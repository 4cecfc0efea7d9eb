/** The figures of the page, as far as there are results for them. */
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import type { SkillFigure } from "../page.js";
import { casesOf, type KnownCase } from "../summary.js";
import { coverageFigure } from "./coverage.js";
import { errorMapsFigure } from "./errorMaps.js";
import { errorReductionFigure } from "./errorReduction.js";
import { networksFigure } from "./networks.js";

export function skillFigures(cases: readonly KnownCase[], overlays: MapOverlays): SkillFigure[] {
  const drawn: readonly (readonly [name: string, svg: string | undefined, caption: string])[] = [
    [
      "error_reduction",
      errorReductionFigure(cases),
      "Twin experiments: error reduction of the natural flux against the error of the prior, each truth",
    ],
    [
      "coverage",
      coverageFigure(cases),
      "Twin experiments: share of the errors that the intervals of the ensemble hold, against the share they should",
    ],
    [
      "networks",
      networksFigure(cases),
      "Twin experiments: error reduction of the natural flux by scale, for each observing system",
    ],
    [
      "maps",
      errorMapsFigure(casesOf(cases, { set: "core" }), overlays),
      "Twin experiment, one truth: error of the period-mean natural flux before and after the inversion",
    ],
  ];
  return drawn.flatMap(([name, svg, caption]) => (svg === undefined ? [] : [{ name, svg, caption }]));
}
