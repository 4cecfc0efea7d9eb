/** The figures of the page, as far as there are results for them. */
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import type { Scale } from "../cases.js";
import type { SkillFigure } from "../page.js";
import { casesOf, type KnownCase } from "../summary.js";
import { columnsFigure } from "./columns.js";
import { errorMapsFigure } from "./errorMaps.js";
import { errorReductionFigure } from "./errorReduction.js";
import { networksFigure } from "./networks.js";
import { spreadFigure } from "./spread.js";

export function skillFigures(cases: readonly KnownCase[], scale: Scale, overlays: MapOverlays): SkillFigure[] {
  const core = casesOf(cases, { set: "core" });
  const maps = errorMapsFigure(core, scale, overlays);
  const observing = networksFigure(cases);
  return [
    ...(core.some(({ result }) => result.stopped === undefined)
      ? [
          {
            name: "error_reduction",
            svg: errorReductionFigure(core, scale),
            caption:
              "Twin experiments: error reduction of the natural flux by scale, each truth, their mean, and the targets",
          },
          {
            name: "columns",
            svg: columnsFigure(cases, scale),
            caption:
              "Twin experiments: XCO2 error of the analyses against that of the posterior fluxes, over that of CTRL",
          },
          {
            name: "spread",
            svg: spreadFigure(core, scale),
            caption:
              "Twin experiments: error of 24 regions against the posterior spread, with the line where both are equal",
          },
        ]
      : []),
    ...(observing === undefined
      ? []
      : [
          {
            name: "networks",
            svg: observing,
            caption: "Twin experiments: error reduction of the natural flux by scale, for each observing system",
          },
        ]),
    ...(maps === undefined
      ? []
      : [
          {
            name: "maps",
            svg: maps,
            caption: "Twin experiment, one truth: error of the period-mean natural flux before and after the inversion",
          },
        ]),
  ];
}
