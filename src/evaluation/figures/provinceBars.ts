/** Provinces in the order of their posterior natural flux, with what the analysis changed: figure 5 of Kou et al. (2023). */
import { beside, below, type Block, legendBlock, letters, plotBlock } from "../../drawing/block.js";
import { boxSample, levelBarMark, levelZeroLine, seriesColours } from "../../drawing/marks.js";
import { type Axis, createPlot, type Plot } from "../../drawing/plot.js";
import { element, format } from "../../drawing/svg.js";
import { shortTitle } from "../combination.js";
import type { RegionRow } from "../rows.js";
import { figureUnit, roundedExtent } from "./fluxSeries.js";
import { type FigureInput, runFigure } from "./runFigure.js";
import { smallRegions } from "../smallRegions.js";

/** Room of the names, and of a row [px]. */
const NAMES = 150;
const ROW = 19;
const WIDTH = 330;
const BAR = 7;

export const provinceBarFigure = runFigure({
  name: "figure_provinces",
  title: "Natural CO₂ flux of provinces and small regions",
  appliesTo: (run) => rankedRegions(run).length > 0,
  caption: () =>
    "Natural flux of the whole scored period, the largest uptake first, and posterior minus prior. Lines: one standard deviation of " +
    "the members' totals, of the prior and of the posterior; that of the change is of the posterior. A grey bar is one standard " +
    "deviation of the prior either way: a change within it is one that the ensemble held possible. Small regions lean on the " +
    "correlations of the prior more than on soundings.",
  body: drawPanels,
});

/** Provinces, or what stands for them, from the largest uptake. */
export function rankedRegions({ evaluation }: FigureInput): RegionRow[] {
  const whole = (evaluation.fluxes?.regions ?? []).filter(
    ({ period, posterior }) => period === "whole" && Number.isFinite(posterior),
  );
  return smallRegions(whole, ({ region }) => region).toSorted((a, b) => a.posterior - b.posterior);
}

const SPREAD = "#d9d9d9";
const TRUTH = element("path", { d: "M0-5V5", stroke: seriesColours.truth, "stroke-width": 2 });

function truthMark({ x, y }: Plot, value: number, row: number): string {
  if (!Number.isFinite(value)) return "";
  return element("g", { transform: `translate(${format(x(value))} ${format(y(row))})` }, TRUTH);
}

function spreadMark({ x, y }: Plot, spread: number, row: number): string {
  if (!Number.isFinite(spread)) return "";
  const from = x(-spread);
  return element("rect", { x: from, y: y(row) - ROW / 2 + 2, width: x(spread) - from, height: ROW - 4, fill: SPREAD });
}

function drawPanels(run: FigureInput): { body: Block } {
  const rows = rankedRegions(run);
  const unit = figureUnit(rows.flatMap(({ teragrams }) => [teragrams.prior / 1e3, teragrams.posterior / 1e3]));
  const inUnit = (value: number): number => (value / 1e3) * unit.inPetagrams;
  const letter = letters();
  const height = ROW * rows.length;
  const names: Axis = { from: rows.length - 0.5, to: -0.5, title: "", names: rows.map(shortTitle) };
  const plotOf = (ends: readonly number[], axis: Axis): Plot => {
    const [from, to] = roundedExtent(ends);
    return createPlot({ from, to, title: `${unit.name}` }, axis, WIDTH, height);
  };
  const fluxes = plotOf(
    rows.flatMap(({ teragrams: of }) => [
      inUnit(of.truth),
      ...(["prior", "posterior"] as const).flatMap((kind) => {
        const spread = of[`${kind}Spread`] || 0;
        return [inUnit(of[kind] - spread), inUnit(of[kind] + spread)];
      }),
    ]),
    names,
  );
  const changes = plotOf(
    rows.flatMap(({ teragrams: { prior, truth, change, priorSpread, posteriorSpread } }) => {
      const [own, wide] = [inUnit(posteriorSpread || 0), inUnit(priorSpread || 0)];
      return [inUnit(change) - own, inUnit(change) + own, -wide, wide, inUnit(truth - prior)];
    }),
    { ...names, ticks: [] },
  );
  const hasTruth = rows.some(({ truth }) => Number.isFinite(truth));
  const ofFluxes = rows.flatMap(({ teragrams: of }, i) => [
    levelBarMark(fluxes, i, inUnit(of.prior), inUnit(of.priorSpread), seriesColours.prior, { height: BAR, shift: -4 }),
    levelBarMark(fluxes, i, inUnit(of.posterior), inUnit(of.posteriorSpread), seriesColours.posterior, {
      height: BAR,
      shift: 4,
    }),
    truthMark(fluxes, inUnit(of.truth), i),
  ]);
  const ofChanges = rows.flatMap(({ teragrams: of }, i) => [
    spreadMark(changes, inUnit(of.priorSpread), i),
    levelBarMark(changes, i, inUnit(of.change), inUnit(of.posteriorSpread), seriesColours.change, { height: BAR }),
    truthMark(changes, inUnit(of.truth - of.prior), i),
  ]);
  const legend: [string, string][] = [
    [boxSample(seriesColours.prior), "prior"],
    [boxSample(seriesColours.posterior), "posterior"],
    [boxSample(seriesColours.change), "posterior − prior"],
    [boxSample(SPREAD), "prior's spread"],
    ...(hasTruth ? [[TRUTH, "truth, truth − prior"] satisfies [string, string]] : []),
  ];
  const body = beside(
    [
      plotBlock(fluxes, letter("Prior and posterior"), [...ofFluxes, levelZeroLine(fluxes)], { room: NAMES }),
      plotBlock(changes, letter("Posterior − prior"), [...ofChanges, levelZeroLine(changes)], { room: 16 }),
    ],
    8,
  );
  return { body: below([legendBlock(legend, body.width), body], 2) };
}
