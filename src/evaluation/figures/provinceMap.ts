/** Provinces on the map by their totals: figure 6 of Kou et al. (2023). */
import { barBlock, below, beside, type Block, letters, mapBlock } from "../../drawing/block.js";
import { divergingColours, type MapColours } from "../../drawing/mapColours.js";
import { mapDefinitions } from "../../drawing/mapPanel.js";
import type { Region } from "../../regions/region.js";
import { figureUnit } from "./fluxSeries.js";
import { rankedRegions } from "./provinceBars.js";
import { mapOfRun } from "./mapOfRun.js";
import { type FigureInput, runFigure } from "./runFigure.js";

export const provinceMapFigure = runFigure({
  name: "figure_province_map",
  title: "Provinces and small regions by their natural CO₂ flux",
  appliesTo: (run) => run.fluxes !== undefined && rankedRegions(run).length > 0,
  caption: () =>
    "Totals of the whole scored period, uptake negative. A cell is drawn in the colour of the region that has most of it, and of none " +
    "where less than half of it is of any; totals are by shares of cells. The largest are large because their area is.",
  body: drawMaps,
});

function drawMaps(run: FigureInput): { body: Block; definitions: string } {
  const { fluxes } = run;
  if (fluxes === undefined) throw new Error("a run without fluxes has no provinces on the map");
  const { regions } = fluxes;
  const rows = rankedRegions(run);
  const unit = figureUnit(rows.flatMap(({ teragrams }) => [teragrams.prior / 1e3, teragrams.posterior / 1e3]));
  const values = (key: "prior" | "posterior" | "change"): number[] =>
    rows.map(({ teragrams }) => (teragrams[key] / 1e3) * unit.inPetagrams);
  const owner = ownerOf(rows.map(({ region }) => regions.find(({ id }) => id === region)));
  const frame = mapOfRun(run, 3);
  const totals = divergingColours([values("prior"), values("posterior")], "flux");
  const changes = divergingColours([values("change")], "difference");
  const letter = letters();
  const map = (title: string, key: "prior" | "posterior" | "change", colours: MapColours): Block => {
    const own = values(key);
    return mapBlock(frame, { title: letter(title), ...colours.panel(owner.map((r) => (r < 0 ? Number.NaN : own[r]))) });
  };
  const group = (maps: readonly Block[], colours: MapColours, legend: string): Block => {
    const row = beside(maps);
    return below([row, barBlock(row.width, colours.bar(`${legend} [${unit.name}]`))], 8);
  };
  const body = beside([
    group(
      [map("Prior", "prior", totals), map("Posterior", "posterior", totals)],
      totals,
      "natural flux, uptake negative",
    ),
    group([map("Posterior − prior", "change", changes)], changes, "change of the flux"),
  ]);
  return { body, definitions: mapDefinitions(frame) };
}

/** @returns [cell] index of the region that has most of a cell, at least half of it; -1 where none has */
export function ownerOf(regions: readonly (Pick<Region, "share"> | undefined)[]): number[] {
  const cells = regions.find((region) => region !== undefined)?.share.length ?? 0;
  return Array.from({ length: cells }, (_, cell) => {
    let [best, most] = [-1, 0.5];
    regions.forEach((region, r) => {
      const share = region?.share[cell] ?? 0;
      if (share >= most) [best, most] = [r, share];
    });
    return best;
  });
}
