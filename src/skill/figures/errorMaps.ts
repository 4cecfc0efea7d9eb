/** Maps of the flux error before and after the inversion, of one truth, for the kinds that have them. */
import { colourBar, colourBarHeight } from "../../drawing/colourBar.js";
import { classOf, divergingScale } from "../../drawing/colourScale.js";
import { drawPanel, mapDefinitions, mapFrame, margins } from "../../drawing/mapPanel.js";
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import { label, picture } from "../../drawing/svg.js";
import { createGrid } from "../../grids/grid.js";
import { createProjection } from "../../grids/projection.js";
import type { ErrorMaps } from "../result.js";
import type { KnownCase } from "../summary.js";
import { EDGE, FLUX_UNIT, head, headHeight, kindNames } from "./style.js";

const MAP_WIDTH = 340;
const GAP = 14;
/** Maps hold hundredths. */
const UNIT_OF_MAPS = 0.01;

/** @returns undefined where no case has maps */
export function errorMapsFigure(cases: readonly KnownCase[], overlays: MapOverlays): string | undefined {
  const drawn = cases.flatMap((own) => (own.result.maps === undefined ? [] : [{ ...own, maps: own.result.maps }]));
  if (drawn.length === 0) return undefined;
  const { projection, ...lattice } = drawn[0].maps.grid;
  const grid = createGrid({ name: "maps", projection: createProjection(projection), ...lattice });
  const frame = mapFrame(grid, MAP_WIDTH, overlays.coastline, overlays.borders ?? []);
  const fluxes = (field: readonly number[]): number[] => field.map((value) => UNIT_OF_MAPS * value);
  const scaleOfAll = divergingScale(
    drawn.flatMap(({ maps }) => [...fluxes(maps.prior), ...fluxes(maps.posterior)]),
    "difference",
  );
  const panelWidth = margins.left + frame.width + margins.right;
  const panelHeight = margins.top + frame.height + margins.bottom;
  const width = 2 * EDGE + 2 * panelWidth + GAP;
  const rowHead = 20;
  const top = headHeight + 4;
  const rows = drawn.flatMap(({ kind, truth, maps }, row) => {
    const y = top + row * (panelHeight + rowHead);
    const panels = (["prior", "posterior"] as const).map((name, column) =>
      drawPanel(
        frame,
        {
          title: `${name === "prior" ? "Prior" : "Posterior"} \u2212 truth`,
          note: `RMS ${rms(maps, name).toFixed(2)}`,
          classes: fluxes(maps[name]).map((value) => classOf(scaleOfAll, value)),
          colours: scaleOfAll.colours,
        },
        EDGE + column * (panelWidth + GAP) + margins.left,
        y + rowHead + margins.top,
      ),
    );
    return [label(`${kindNames[kind]}, truth ${truth}`, EDGE, y + 16, { "font-size": 12, fill: "#333333" }), ...panels];
  });
  const bottom = top + drawn.length * (panelHeight + rowHead) + 10;
  const barWidth = 440;
  const what = "Period-mean natural flux minus the truth. RMS in the same unit, over all cells of land and sea.";
  return picture(width, bottom + colourBarHeight + EDGE, "Flux errors of one truth", [
    mapDefinitions(frame),
    ...head("Error of the flux before and after the inversion", what, drawn[0].scale, width),
    ...rows,
    colourBar(scaleOfAll, `error of the natural CO₂ flux [${FLUX_UNIT}]`, (width - barWidth) / 2, bottom, barWidth),
  ]);
}

/** [umol m-2 s-1] */
function rms(maps: ErrorMaps, name: "prior" | "posterior"): number {
  const field = maps[name];
  return UNIT_OF_MAPS * Math.sqrt(field.reduce((sum, value) => sum + value ** 2, 0) / field.length);
}
