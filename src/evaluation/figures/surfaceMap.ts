/**
 * Mole fraction near the ground of the analysis, what the runs with posterior and prior fluxes differ from it, and the
 * error reduction of columns by latitude: figure 7 of Kou et al. (2023).
 */
import { barBlock, below, beside, type Block, letters, mapBlock, plotBlock } from "../../drawing/block.js";
import { divergingColours, sequentialColours } from "../../drawing/mapColours.js";
import { mapDefinitions } from "../../drawing/mapPanel.js";
import { barMark, seriesColours, zeroLine } from "../../drawing/marks.js";
import { createPlot } from "../../drawing/plot.js";
import { label } from "../../drawing/svg.js";
import type { LatitudeRow } from "../rows.js";
import { roundedExtent } from "./fluxSeries.js";
import { mapOfRun } from "./mapOfRun.js";
import { type FigureInput, runFigure } from "./runFigure.js";

export const surfaceFigure = runFigure({
  name: "figure_surface",
  title: "CO₂ near the ground",
  appliesTo: ({ surface, fluxes }) => fluxes !== undefined && surface?.fields.co2 !== undefined,
  caption: (run) => {
    const { days = 0, fields = {} } = run.surface ?? {};
    const bands = run.evaluation.observations?.latitudes ?? [];
    return [
      `Dry-air mole fraction of CO₂ in the lowest layer, mean of ${days} day${days === 1 ? "" : "s"}: AN, ensemble mean of the analysis.`,
      ...(fields.co2_posterior ? ["FC − AN: what the run with posterior fluxes alone differs from it."] : []),
      ...(fields.co2_control ? ["CTRL − AN: what the run with prior fluxes differs from it."] : []),
      ...(bands.length > 0
        ? [
            "Error reduction: (1 − sd(FC) / sd(CTRL)) · 100 %, sd of simulated minus retrieved XCO₂ of validation soundings of " +
              "105-120°E in bands of 7 degrees; below each bar their number.",
          ]
        : []),
    ].join(" ");
  },
  body: drawPanels,
});

function drawPanels(run: FigureInput): { body: Block; definitions: string } {
  const { surface, evaluation } = run;
  const analysis = surface?.fields.co2;
  if (analysis === undefined) throw new Error("a run without mole fractions has no map of them");
  const { co2_posterior: posterior, co2_control: control } = surface?.fields ?? {};
  const frame = mapOfRun(run, 3);
  const letter = letters();
  const own = sequentialColours([analysis]);
  const first = mapBlock(frame, { title: letter("AN"), ...own.panel(analysis) });
  const differences = (
    [
      ["FC − AN", posterior],
      ["CTRL − AN", control],
    ] as const
  ).flatMap(([title, field]) => (field ? [{ title, values: field.map((value, cell) => value - analysis[cell]) }] : []));
  const colours = divergingColours(
    differences.map(({ values }) => values),
    "difference",
  );
  const others = beside(
    differences.map(({ title, values }) => mapBlock(frame, { title: letter(title), ...colours.panel(values) })),
  );
  const groups = [
    below([first, barBlock(first.width, own.bar("CO₂ [ppm]"))], 8),
    ...(differences.length > 0
      ? [below([others, barBlock(others.width, colours.bar("difference of CO₂ [ppm]"))], 8)]
      : []),
  ];
  const bands = evaluation.observations?.latitudes ?? [];
  const maps = beside(groups);
  const body = bands.length === 0 ? maps : below([maps, latitudeBars(bands, letter("Error reduction of XCO₂"))]);
  return { body, definitions: mapDefinitions(frame) };
}

/** @param bands one at least */
function latitudeBars(bands: readonly LatitudeRow[], title: string): Block {
  const values = bands.map(({ errorReduction }) => errorReduction);
  const [from, to] = roundedExtent(values);
  const names = bands.map(({ south, north }) => `${south}-${north}°N`);
  const plot = createPlot(
    { from: -0.6, to: bands.length - 0.4, title: "", names },
    { from, to: Math.max(to, from + 1), title: "%" },
    Math.max(160, 70 * bands.length),
    140,
  );
  const marks = bands.flatMap(({ errorReduction, count }, i) => [
    barMark(plot, i, errorReduction, Number.NaN, seriesColours.posterior, 30),
    label(`n ${count}`, plot.x(i), plot.height + 30, { "text-anchor": "middle", "font-size": 10 }),
  ]);
  return plotBlock(plot, title, [...marks, zeroLine(plot)]);
}
