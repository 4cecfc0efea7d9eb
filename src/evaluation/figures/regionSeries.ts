/**
 * Series of prior and posterior natural flux of China and four regions, how their daily totals are distributed, and the
 * totals of the whole period: figure 3 of Kou et al. (2023).
 */
import { below, beside, type Block, legendBlock, letters, plotBlock } from "../../drawing/block.js";
import { barMark, boxMark, seriesColours, zeroLine } from "../../drawing/marks.js";
import { type Axis, createPlot } from "../../drawing/plot.js";
import type { CarbonUnit } from "../carbonUnit.js";
import { shortTitle } from "../combination.js";
import type { RegionRow } from "../rows.js";
import type { DailyDistribution } from "../tables/dailyDistribution.js";
import {
  drawSeries,
  extentOf,
  figureUnit,
  fluxSeries,
  roundedExtent,
  scaled,
  seriesLegend,
  unitOf,
} from "./fluxSeries.js";
import { type FigureInput, runFigure } from "./runFigure.js";
import { mainRegions } from "./shownRegions.js";

const HEIGHT = 120;
const WIDTHS = { series: 430, boxes: 120, bars: 120 } as const;
const KINDS = ["prior", "posterior", "truth"] as const;

export const regionSeriesFigure = runFigure({
  name: "figure_series",
  title: "Natural CO₂ flux of large regions",
  appliesTo: (run) => shown(run).length > 0,
  caption: (run) =>
    `Left: natural flux of each ${fluxSeries(run, []).by}, uptake negative, bands one standard deviation of the members' totals; ` +
    "a month that is not whole has its days alone. Middle: how the daily totals are distributed: least, quartiles and most. " +
    "Right: amount of the whole scored period, with one standard deviation of its total. The parts share their scales.",
  body: drawPanels,
});

function shown({ evaluation }: FigureInput): RegionRow[] {
  const whole = (evaluation.fluxes?.regions ?? []).filter(
    ({ period, posterior }) => period === "whole" && Number.isFinite(posterior),
  );
  const { sum, parts } = mainRegions(whole.map(({ region, title }) => ({ id: region, title })));
  return [...(sum ? [sum] : []), ...parts].flatMap(({ id }) => whole.find(({ region }) => region === id) ?? []);
}

function drawPanels(run: FigureInput): { body: Block } {
  const rows = shown(run);
  const set = fluxSeries(
    run,
    rows.map(({ region }) => region),
  );
  const unit = unitOf(set.series);
  const series = set.series.map((own) => scaled(own, unit.inPetagrams));
  const whole = figureUnit(rows.flatMap(({ teragrams }) => [teragrams.prior / 1e3, teragrams.posterior / 1e3]));
  const distributions = run.evaluation.fluxes?.dailyDistributions ?? [];
  const daily = figureUnit(
    distributions.flatMap(({ region, minimum, maximum }) =>
      rows.some((row) => row.region === region) ? [minimum / 1e3, maximum / 1e3] : [],
    ),
  );
  const letter = letters();
  const lines = rows.map((row, r) => {
    const alike = rows.map((_, k) => k).filter((k) => (r === 0 ? k === 0 : k > 0));
    const [from, to] = extentOf(alike.map((k) => series[k]));
    const title = `${unit.name} ${set.by}⁻¹`;
    const plot = createPlot(set.time(WIDTHS.series), { from, to, title }, WIDTHS.series, HEIGHT);
    const group = alike.map((k) => rows[k]);
    return beside(
      [
        plotBlock(plot, letter(shortTitle(row)), drawSeries(plot, series[r])),
        boxes(row, group, distributions, daily, letter),
        bars(row, group, whole, letter),
      ],
      4,
    );
  });
  const body = below(lines, -6);
  const hasTruth = rows.some(({ truth }) => Number.isFinite(truth));
  return { body: below([legendBlock(seriesLegend(hasTruth), body.width), body], 2) };
}

/** The legend tells what is what. */
const side = (count: number): Axis => ({ from: -0.6, to: count - 0.4, title: "", ticks: [] });

function boxes(
  { region }: RegionRow,
  group: readonly RegionRow[],
  all: readonly DailyDistribution[],
  { name, inPetagrams }: CarbonUnit,
  letter: (title: string) => string,
): Block {
  const inUnit = (value: number): number => (value / 1e3) * inPetagrams;
  const alike = all.filter((one) => group.some((row) => row.region === one.region));
  const [from, to] = roundedExtent(alike.flatMap(({ minimum, maximum }) => [inUnit(minimum), inUnit(maximum)]));
  const own = KINDS.flatMap((kind) => all.find((one) => one.region === region && one.flux === kind) ?? []);
  const plot = createPlot(side(own.length), { from, to, title: `${name} day⁻¹` }, WIDTHS.boxes, HEIGHT);
  const marks = own.map((one, i) =>
    boxMark(
      plot,
      i,
      {
        minimum: inUnit(one.minimum),
        lowerQuartile: inUnit(one.lowerQuartile),
        median: inUnit(one.median),
        upperQuartile: inUnit(one.upperQuartile),
        maximum: inUnit(one.maximum),
      },
      seriesColours[one.flux],
      22,
    ),
  );
  return plotBlock(plot, letter("Days"), [zeroLine(plot), ...marks]);
}

function bars(
  row: RegionRow,
  group: readonly RegionRow[],
  { name, inPetagrams }: CarbonUnit,
  letter: (title: string) => string,
): Block {
  const inUnit = (value: number): number => (value / 1e3) * inPetagrams;
  const [from, to] = roundedExtent(
    group.flatMap(({ teragrams: of }) => [
      inUnit(of.prior - (of.priorSpread || 0)),
      inUnit(of.prior + (of.priorSpread || 0)),
      inUnit(of.posterior - (of.posteriorSpread || 0)),
      inUnit(of.posterior + (of.posteriorSpread || 0)),
      inUnit(of.truth),
    ]),
  );
  const own = KINDS.filter((kind) => Number.isFinite(row.teragrams[kind]));
  const plot = createPlot(side(own.length), { from, to, title: name }, WIDTHS.bars, HEIGHT);
  const spreads = { prior: row.teragrams.priorSpread, posterior: row.teragrams.posteriorSpread, truth: Number.NaN };
  const marks = own.map((kind, i) =>
    barMark(plot, i, inUnit(row.teragrams[kind]), inUnit(spreads[kind]), seriesColours[kind], 22),
  );
  return plotBlock(plot, letter("All"), [...marks, zeroLine(plot)]);
}
