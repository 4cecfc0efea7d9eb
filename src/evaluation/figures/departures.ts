/** Departures of soundings from what the runs simulate: in time, how they are distributed, and on the map. */
import { barBlock, below, beside, type Block, legendBlock, letters, mapBlock, plotBlock } from "../../drawing/block.js";
import { divergingColours } from "../../drawing/mapColours.js";
import { mapDefinitions } from "../../drawing/mapPanel.js";
import { bandMark, dotMarks, lineMark, lineSample, runColours, zeroLine } from "../../drawing/marks.js";
import { createPlot, niceLimit } from "../../drawing/plot.js";
import { mean } from "../columnStatistics.js";
import type { RunName } from "../rows.js";
import {
  type DepartureBin,
  departureBins,
  departureDays,
  type DepartureSet,
  departureSets,
} from "../tables/departures.js";
import { mapOfRun } from "./mapOfRun.js";
import { periodGroups } from "./periodGroups.js";
import { type FigureInput, runFigure } from "./runFigure.js";

const SERIES = { width: 660, height: 160 } as const;
const HISTOGRAM = { width: 300, height: 170 } as const;

export const departureFigure = runFigure({
  name: "figure_departures",
  title: "Departures of XCO₂",
  appliesTo: (run) => run.fluxes !== undefined && departureSets(run).some(({ run: name }) => name === "BG"),
  caption: (run) =>
    "Observed minus simulated XCO₂, BG: forecast before the analysis, AN: analysis, CTRL and FC: runs with prior and posterior fluxes " +
    `alone. In time: means by ${periodGroups(run).by} over assimilated soundings, bands one standard deviation of single ones. Below: ` +
    "shares of soundings in classes of 0.5 ppm, the outermost with what lies beyond, and means over squares of cells of " +
    `${mapped(run).against} soundings minus ${mapped(run).run}. That AN is nearer than BG to what was assimilated is no evidence of skill ` +
    "in the flux; that FC is nearer than CTRL to soundings kept to validate with is necessary for it, not sufficient.",
  body: drawPanels,
});

/** What is drawn on the map: the forward run at what was kept to validate with, where the run has both. */
function mapped(run: FigureInput): DepartureSet {
  const sets = departureSets(run);
  const wanted = (
    [
      ["FC", "validation"],
      ["AN", "validation"],
      ["BG", "assimilated"],
    ] as const
  ).flatMap(([name, against]) => sets.find((set) => set.run === name && set.against === against) ?? []);
  return wanted[0];
}

function drawPanels(run: FigureInput): { body: Block; definitions: string } {
  const letter = letters();
  const bins = departureBins(run);
  const series = seriesPanel(run, letter(`Assimilated, by ${periodGroups(run).by}`));
  const histograms = (["assimilated", "validation"] as const).flatMap((against) => {
    const own = bins.filter((bin) => bin.against === against);
    const title = against === "assimilated" ? "Assimilated soundings" : "Kept to validate with";
    return own.length === 0 ? [] : [histogram(own, letter(title))];
  });
  const named = [...new Set(bins.map((bin) => bin.run))];
  const legend = legendBlock(
    named.map((name) => [lineSample(runColours[name]), name]),
    series.width,
  );
  const left = below([legend, series, beside(histograms, 0)], 2);
  const { body: map, definitions } = mapPanel(run, letter);
  return { body: beside([left, map]), definitions };
}

function seriesPanel(run: FigureInput, title: string): Block {
  const groups = periodGroups(run);
  const days = departureDays(run).filter(({ against }) => against === "assimilated");
  const sets = (["BG", "AN"] as const).map((name) => ({ name, points: pointsOf(days, name, groups) }));
  const ends = sets.flatMap(({ points }) =>
    points.flatMap(([, value, spread]) => [Math.abs(value) + (Number.isFinite(spread) ? spread : 0)]),
  );
  const limit = niceLimit(Math.max(...ends.filter(Number.isFinite)));
  const { width, height } = SERIES;
  const plot = createPlot(groups.axis(width), { from: -limit, to: limit, title: "ppm" }, width, height);
  const marks = sets.flatMap(({ name, points }) => [
    bandMark(plot, points, runColours[name]),
    lineMark(
      plot,
      points.map(([x, y]) => [x, y]),
      runColours[name],
    ),
    dotMarks(
      plot,
      points.map(([x, y]) => [x, y]),
      runColours[name],
      2.2,
    ),
  ]);
  return plotBlock(plot, title, [zeroLine(plot), ...marks]);
}

/** Place on the axis, mean and standard deviation of each group of days; NaN where it has no sounding. */
function pointsOf(
  days: ReturnType<typeof departureDays>,
  name: RunName,
  { names, placeOf }: ReturnType<typeof periodGroups>,
): [number, number, number][] {
  return names.map((_, place) => {
    const own = days.filter(({ run, day }) => run === name && placeOf(day) === place);
    const count = own.reduce((sum, one) => sum + one.count, 0);
    const middle = own.reduce((sum, one) => sum + one.count * one.mean, 0) / count;
    const squares = own.reduce(
      (sum, one) => sum + (one.count - 1) * (one.standardDeviation ** 2 || 0) + one.count * (one.mean - middle) ** 2,
      0,
    );
    return [place, middle, count > 1 ? Math.sqrt(squares / (count - 1)) : Number.NaN];
  });
}

function histogram(bins: readonly DepartureBin[], title: string): Block {
  const most = Math.max(...bins.map(({ share }) => share));
  const { width, height } = HISTOGRAM;
  const [from, to] = [bins[0].from, bins[bins.length - 1].to];
  const plot = createPlot(
    { from, to, title: "observed − simulated [ppm]" },
    { from: 0, to: niceLimit(100 * most), title: "%" },
    width,
    height,
  );
  const names = [...new Set(bins.map(({ run }) => run))];
  const steps = names.map((name) => {
    const points = bins
      .filter(({ run }) => run === name)
      .flatMap(({ from: low, to: high, share }): [number, number][] => [
        [low, 100 * share],
        [high, 100 * share],
      ]);
    return lineMark(plot, points, runColours[name]);
  });
  return plotBlock(plot, title, steps);
}

/** Squares that a domain is as wide as, about. */
const SQUARES = 40;

function mapPanel(run: FigureInput, letter: (title: string) => string): { body: Block; definitions: string } {
  const { grid } = run.fluxes ?? {};
  const { observations } = run;
  if (grid === undefined || observations === undefined)
    throw new Error("a run without a grid has no map of departures");
  const set = mapped(run);
  const side = Math.ceil(grid.columns / SQUARES);
  const across = Math.ceil(grid.columns / side);
  const squareOf = (cell: number): number =>
    Math.floor(Math.floor(cell / grid.columns) / side) * across + Math.floor((cell % grid.columns) / side);
  const groups = new Map<number, number[]>();
  set.indices.forEach((i, k) => {
    const cell = grid.cellAt(observations.longitude[i], observations.latitude[i]);
    if (cell >= 0) groups.set(squareOf(cell), [...(groups.get(squareOf(cell)) ?? []), set.values[k]]);
  });
  const means = new Map([...groups].map(([square, values]) => [square, mean(values)]));
  const values = Array.from({ length: grid.cells }, (_, cell) => means.get(squareOf(cell)) ?? Number.NaN);
  const colours = divergingColours([[...means.values()]], "difference");
  const frame = mapOfRun(run, 3);
  const panel = {
    title: letter(`Observed − ${set.run}`),
    note: `n ${set.values.length}`,
    background: "#cccccc",
    ...colours.panel(values),
  };
  const map = mapBlock(frame, panel);
  return {
    body: below([map, barBlock(map.width, colours.bar("departure of XCO₂ [ppm]"))], 8),
    definitions: mapDefinitions(frame),
  };
}
