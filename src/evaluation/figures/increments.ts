/** Observation and analysis increments on the map, by season: figure 1 of Kou et al. (2023, doi:10.5194/acp-23-6719-2023). */
import { barBlock, below, beside, type Block, headline, letters, mapBlock } from "../../drawing/block.js";
import { divergingColours } from "../../drawing/mapColours.js";
import { mapDefinitions } from "../../drawing/mapPanel.js";
import type { Grid } from "../../grids/grid.js";
import { type IncrementRow, incrementsOf } from "../tables/increments.js";
import { mapOfRun } from "./mapOfRun.js";
import { type FigureInput, runFigure } from "./runFigure.js";
import { inOrderOfSeasons, periodName } from "./seasonNames.js";

const KINDS = [
  { key: "observation", title: "Observed − background" },
  { key: "analysis", title: "Analysis − background" },
] as const;

/** Of places without soundings, darker than a value of zero. */
const EMPTY = "#cccccc";

export const incrementFigure = runFigure({
  name: "figure_increments",
  title: "Increments of XCO₂",
  appliesTo: (run) => incrementsOf(run).length > 0,
  caption(run) {
    const [{ side }] = incrementsOf(run);
    const square = side === 1 ? "cells" : `squares of ${side} x ${side} cells`;
    return (
      "XCO₂ of assimilated soundings minus the background at their place and hour (observation increments), and the analysis minus " +
      `the background there (analysis increments), in means over ${square}; n is the number of soundings, the number after it their ` +
      "mean. Grey: no sounding was assimilated. Where the analysis follows less than it is told, the ensemble holds the background for " +
      "better known than the sounding."
    );
  },
  body: drawMaps,
});

function drawMaps(run: FigureInput): { body: Block; definitions: string } {
  const all = incrementsOf(run);
  if (run.fluxes === undefined) throw new Error("a run without a grid has no map of increments");
  const { grid } = run.fluxes;
  const seasons = inOrderOfSeasons(all.map(({ period }) => period));
  const periods = seasons.length > 0 ? seasons : ["whole"];
  const frame = mapOfRun(run, periods.length > 1 ? 4 : 2);
  const shown = all.filter(({ period }) => periods.includes(period));
  const colours = divergingColours(
    KINDS.map(({ key }) => shown.map((row) => row[key])),
    "difference",
  );
  const letter = letters();
  const maps = KINDS.flatMap(({ key, title }) =>
    periods.map((period) => {
      const rows = shown.filter((row) => row.period === period);
      const count = rows.reduce((sum, row) => sum + row.count, 0);
      const mean = rows.reduce((sum, row) => sum + row.count * row[key], 0) / count;
      const note = `n ${count}, ${mean.toFixed(2).replace("-", "\u2212")} ppm`;
      const name = periods.length > 1 ? periodName(period) : title;
      return mapBlock(frame, {
        title: letter(name),
        note,
        background: EMPTY,
        ...colours.panel(onCells(grid, rows, key)),
      });
    }),
  );
  const rows = KINDS.map((_, k) => beside(maps.slice(k * periods.length, (k + 1) * periods.length)));
  const body =
    periods.length > 1
      ? below(
          KINDS.flatMap(({ title }, k) => [headline(title), rows[k]]),
          6,
        )
      : beside(rows);
  const bar = barBlock(body.width, colours.bar("increment of XCO₂ [ppm]"));
  return { body: below([body, bar], 8), definitions: mapDefinitions(frame) };
}

function onCells(grid: Grid, rows: readonly IncrementRow[], key: "observation" | "analysis"): Float64Array {
  const values = new Float64Array(grid.cells).fill(Number.NaN);
  for (const { column, row, side, [key]: value } of rows) {
    for (let y = row; y < Math.min(row + side, grid.rows); y++)
      for (let x = column; x < Math.min(column + side, grid.columns); x++) values[y * grid.columns + x] = value;
  }
  return values;
}
