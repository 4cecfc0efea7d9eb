/** What was published of China's natural flux, beside that of the run: as Kou et al. (2023) compare theirs. */
import { type Block, plotBlock } from "../../drawing/block.js";
import { levelZeroLine, seriesColours } from "../../drawing/marks.js";
import { createPlot, type Plot } from "../../drawing/plot.js";
import { element } from "../../drawing/svg.js";
import { roundedExtent } from "./fluxSeries.js";
import { type FigureInput, runFigure } from "./runFigure.js";

const [WIDTH, ROW, NAMES] = [440, 24, 170] as const;
const PUBLISHED = "#777777";

interface Row {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly uncertainty: number;
  readonly colour: string;
}

export const publishedFigure = runFigure({
  name: "figure_published",
  title: "Published totals, China",
  appliesTo: ({ evaluation }) => evaluation.fluxes?.published?.comparable === true,
  caption({ evaluation }) {
    const { citation = "", lateralCorrection = Number.NaN } = evaluation.fluxes?.published ?? {};
    return (
      `Net natural flux of China in the mean of years, uptake negative, as ${citation}, gives those of others: lines are stated uncertainties, bars ` +
      "are ranges. This run: mainland China, the line one standard deviation of the members' totals; with the lateral flux: what trade and rivers " +
      `carry sideways added, ${lateralCorrection} PgC yr⁻¹, as inventories count. Years, regions and what is counted differ.` +
      (evaluation.twin ? " The flux of a twin experiment is made up: it may not be compared with measured ones." : "")
    );
  },
  body: drawRows,
});

function rowsOf({ evaluation }: FigureInput): Row[] {
  const published = evaluation.fluxes?.published;
  if (published === undefined) return [];
  const { totals, posterior, corrected, spread } = published;
  const own = (name: string, total: number): Row => {
    return { name, low: total, high: total, uncertainty: spread, colour: seriesColours.posterior };
  };
  return [
    ...totals.map(({ source, ...total }) => ({ name: source, ...total, colour: PUBLISHED })),
    own("this run", posterior),
    own("this run, with lateral flux", corrected),
  ];
}

function drawRows(run: FigureInput): { body: Block } {
  const rows = rowsOf(run);
  const [from, to] = roundedExtent(
    rows.flatMap(({ low, high, uncertainty }) => [low - (uncertainty || 0), high + (uncertainty || 0)]),
  );
  const plot = createPlot(
    { from, to, title: "PgC yr⁻¹" },
    { from: rows.length - 0.5, to: -0.5, title: "", names: rows.map(({ name }) => name) },
    WIDTH,
    ROW * rows.length,
  );
  return {
    body: plotBlock(plot, "", [levelZeroLine(plot), ...rows.map((row, i) => mark(plot, row, i))], { room: NAMES }),
  };
}

function mark({ x, y }: Plot, { low, high, uncertainty, colour }: Row, row: number): string {
  const at = y(row).toFixed(1);
  if (low < high) {
    return element("rect", { x: x(low), y: y(row) - 4, width: x(high) - x(low), height: 8, fill: colour });
  }
  const line = Number.isFinite(uncertainty)
    ? element("path", {
        d: `M${x(low - uncertainty).toFixed(1)} ${at}H${x(low + uncertainty).toFixed(1)}`,
        stroke: colour,
        "stroke-width": 1.8,
      })
    : "";
  return line + element("circle", { cx: x(low), cy: y(row), r: 5, fill: colour });
}
