/** Maps of the flux error before and after the inversion, of one truth, for the kinds that have them. */
import { barBlock, below, beside, headline, mapBlock } from "../../drawing/block.js";
import { colourBar } from "../../drawing/colourBar.js";
import { classOf, divergingScale } from "../../drawing/colourScale.js";
import { mapDefinitions, mapFrame } from "../../drawing/mapPanel.js";
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import { createGrid } from "../../grids/grid.js";
import { createProjection } from "../../grids/projection.js";
import type { ErrorMaps } from "../result.js";
import type { KnownCase } from "../summary.js";
import { FLUX_UNIT, kindNames, skillFigure } from "./style.js";

const MAP_WIDTH = 340;
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
  const rows = drawn.map(({ kind, truth, maps }) => {
    const panels = (["prior", "posterior"] as const).map((name) =>
      mapBlock(frame, {
        title: `${name === "prior" ? "Prior" : "Posterior"} \u2212 truth`,
        note: `RMS ${rms(maps, name).toFixed(2)}`,
        classes: fluxes(maps[name]).map((value) => classOf(scaleOfAll, value)),
        colours: scaleOfAll.colours,
      }),
    );
    return below([headline(`${kindNames[kind]}, truth ${truth}`), beside(panels)], 0);
  });
  const all = below(rows);
  const bar = barBlock(all.width, (x, y, width) =>
    colourBar(scaleOfAll, `error of the natural CO₂ flux [${FLUX_UNIT}]`, x, y, width),
  );
  const title = "Error of the flux before and after the inversion";
  const what = "Period-mean natural flux minus the truth. RMS in the same unit, over all cells of land and sea.";
  return skillFigure(title, what, drawn[0].scale, below([all, bar]), mapDefinitions(frame));
}

/** [umol m-2 s-1] */
function rms(maps: ErrorMaps, name: "prior" | "posterior"): number {
  const field = maps[name];
  return UNIT_OF_MAPS * Math.sqrt(field.reduce((sum, value) => sum + value ** 2, 0) / field.length);
}
