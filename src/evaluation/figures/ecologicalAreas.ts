/** Series of the natural flux of six ecological areas: figure 4 of Kou et al. (2023). */
import { below, type Block, lattice, legendBlock, letters, plotBlock } from "../../drawing/block.js";
import { createPlot } from "../../drawing/plot.js";
import { shortTitle } from "../combination.js";
import type { RegionRow } from "../rows.js";
import { drawSeries, extentOf, fluxSeries, scaled, seriesLegend } from "./fluxSeries.js";
import { type FigureInput, runFigure } from "./runFigure.js";
import { ecologicalAreas } from "./shownRegions.js";

const [WIDTH, HEIGHT, ACROSS] = [250, 120, 3] as const;
/** gC in 1 PgC. */
const GRAMS = 1e15;

export const ecologicalFigure = runFigure({
  name: "figure_ecological_areas",
  title: "Natural CO₂ flux of ecological areas",
  appliesTo: (run) => shown(run).length > 0,
  caption: (run) =>
    `Natural flux of each ${fluxSeries(run, []).by} per area, uptake negative, bands one standard deviation of the members' totals. ` +
    "These areas are far smaller than what soundings tell apart: their posterior leans on the correlations of the prior.",
  body: drawPanels,
});

function shown({ evaluation }: FigureInput): RegionRow[] {
  const whole = (evaluation.fluxes?.regions ?? []).filter(
    ({ period, posterior }) => period === "whole" && Number.isFinite(posterior),
  );
  return ecologicalAreas(whole.map((row) => ({ ...row, id: row.region })));
}

function drawPanels(run: FigureInput): { body: Block } {
  const rows = shown(run);
  const set = fluxSeries(
    run,
    rows.map(({ region }) => region),
  );
  const series = set.series.map((own, r) => scaled(own, GRAMS / rows[r].area));
  const [from, to] = extentOf(series);
  const letter = letters();
  const panels = rows.map((row, r) => {
    const plot = createPlot(set.time(WIDTH), { from, to, title: `gC m⁻² ${set.by}⁻¹` }, WIDTH, HEIGHT);
    return plotBlock(plot, letter(shortTitle(row)), drawSeries(plot, series[r]));
  });
  const body = lattice(panels, ACROSS, 6);
  const hasTruth = rows.some(({ truth }) => Number.isFinite(truth));
  return { body: below([legendBlock(seriesLegend(hasTruth), body.width), body], 2) };
}
