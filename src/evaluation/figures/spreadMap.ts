/** The ensemble's spread of the mean flux before and after the soundings, on the map of R24, and what they took off. */
import { barBlock, below, beside, type Block, letters, mapBlock } from "../../drawing/block.js";
import { type MapColours, sequentialColours } from "../../drawing/mapColours.js";
import { mapDefinitions } from "../../drawing/mapPanel.js";
import { toMicromoles, toPetagramsCarbonPerYear } from "../../units.js";
import type { RegionRow } from "../rows.js";
import { mapOfRun } from "./mapOfRun.js";
import { ownerOf } from "./provinceMap.js";
import { type FigureInput, runFigure } from "./runFigure.js";

export const spreadFigure = runFigure({
  name: "figure_spread",
  title: "Spread of the natural CO₂ flux",
  appliesTo: (run) => run.fluxes !== undefined && shown(run).length > 0,
  caption: () =>
    "Standard deviation over the members of the mean flux of the scored days, before the soundings (prior) and after them " +
    "(posterior), of the land in 24 parts of equal area (R24), from the members' totals of each part; and " +
    "(1 − posterior / prior) · 100 %. This is what the ensemble believes, not a measured error: those of transport " +
    "are not in it.",
  body: drawMaps,
});

function shown({ evaluation }: FigureInput): RegionRow[] {
  return (evaluation.fluxes?.regions ?? []).filter(
    ({ region, period, priorSpread, posteriorSpread }) =>
      period === "whole" && region.startsWith("R24-") && Number.isFinite(priorSpread + posteriorSpread),
  );
}

function drawMaps(run: FigureInput): { body: Block; definitions: string } {
  const rows = shown(run);
  const regions = rows.map(({ region }) => run.fluxes?.regions.find(({ id }) => id === region));
  const owner = ownerOf(regions);
  const frame = mapOfRun(run, 3);
  /** [µmol m-2 s-1] */
  const density = (spread: number, area: number): number => toMicromoles(spread / toPetagramsCarbonPerYear(1) / area);
  const prior = rows.map(({ priorSpread, area }) => density(priorSpread, area));
  const posterior = rows.map(({ posteriorSpread, area }) => density(posteriorSpread, area));
  const reduction = rows.map((_, r) => 100 * (1 - posterior[r] / prior[r]));
  const spreads = sequentialColours([prior, posterior, [0]]);
  const reductions = sequentialColours([reduction, [0]]);
  const letter = letters();
  const map = (title: string, values: readonly number[], colours: MapColours): Block =>
    mapBlock(frame, { title: letter(title), ...colours.panel(owner.map((r) => values[r] ?? Number.NaN)) });
  const group = (maps: readonly Block[], colours: MapColours, legend: string): Block => {
    const row = beside(maps);
    return below([row, barBlock(row.width, colours.bar(legend))], 8);
  };
  const body = beside([
    group(
      [map("Prior", prior, spreads), map("Posterior", posterior, spreads)],
      spreads,
      "standard deviation of the mean flux [µmol m⁻² s⁻¹]",
    ),
    group([map("Reduction", reduction, reductions)], reductions, "reduction [%]"),
  ]);
  return { body, definitions: mapDefinitions(frame) };
}
