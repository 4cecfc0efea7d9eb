/** Series of the natural flux of regions: by month, or by day where a run has fewer than three months. */
import { SECONDS_PER_DAY } from "../../constants.js";
import { bandMark, dotMarks, lineMark, lineSample, seriesColours, zeroLine } from "../../drawing/marks.js";
import type { Axis, Plot } from "../../drawing/plot.js";
import { dayAxis, monthAxis } from "../../drawing/timeAxis.js";
import { toPetagramsCarbon } from "../../units.js";
import { type CarbonUnit, carbonUnit } from "../carbonUnit.js";
import { FEWEST_MONTHS } from "./periodGroups.js";
import type { FigureInput } from "./runFigure.js";

export interface FluxSeries {
  readonly region: string;
  /** At 0, 1, 2 ... on the axis of time, each [PgC] in the month or day; NaN where not known. */
  readonly prior: readonly number[];
  readonly priorSpread: readonly number[];
  readonly posterior: readonly number[];
  readonly posteriorSpread: readonly number[];
  readonly truth: readonly number[];
}

export interface FluxSeriesSet {
  readonly by: "month" | "day";
  readonly series: readonly FluxSeries[];
  /** @param width of the panel [px] */
  readonly time: (width: number) => Axis;
}

/** @param ids of the regions that are wanted */
export function fluxSeries({ evaluation, fluxes }: FigureInput, ids: readonly string[]): FluxSeriesSet {
  const rows = evaluation.fluxes?.regions ?? [];
  const months = [...new Set(rows.map(({ period }) => period))].filter((period) => period !== "whole");
  if (months.length >= FEWEST_MONTHS) {
    const series = ids.map((region): FluxSeries => {
      const own = months.map((month) => rows.find((row) => row.region === region && row.period === month)?.teragrams);
      return seriesFrom(region, (key) => own.map((row) => (row?.[key] ?? Number.NaN) / 1e3));
    });
    return { by: "month", series, time: (width) => monthAxis(months, width) };
  }
  const days = fluxes?.days ?? [];
  const series = ids.map((region): FluxSeries => {
    const r = fluxes?.regions.findIndex(({ id }) => id === region) ?? -1;
    const amount = (values: (day: (typeof days)[number]) => Float64Array | undefined): number[] =>
      days.map((day) => toPetagramsCarbon((values(day)?.[r] ?? Number.NaN) * SECONDS_PER_DAY));
    return {
      region,
      prior: amount(({ totals }) => totals.natural_prior),
      priorSpread: amount(({ priorSpread }) => priorSpread),
      posterior: amount(({ totals }) => totals.natural_posterior),
      posteriorSpread: amount(({ posteriorSpread }) => posteriorSpread),
      truth: amount(({ totals }) => totals.natural_truth),
    };
  });
  return {
    by: "day",
    series,
    time: (width) =>
      dayAxis(
        days.map(({ day }) => day),
        width,
      ),
  };
}

/** The unit in which the largest of some amounts has a digit before the point. @param amounts [PgC] */
export function figureUnit(amounts: readonly number[]): CarbonUnit {
  return carbonUnit(amounts.map((amount) => amount / 10));
}

/** The unit that suits all of some series. */
export function unitOf(series: readonly FluxSeries[]): CarbonUnit {
  return figureUnit(series.flatMap(({ prior, posterior }) => [...prior, ...posterior]));
}

/** Least and most that is drawn of series, zero within. */
export function extentOf(series: readonly FluxSeries[]): [number, number] {
  const ends = series.flatMap(({ prior, priorSpread, posterior, posteriorSpread, truth }) => [
    ...withSpreads(prior, priorSpread),
    ...withSpreads(posterior, posteriorSpread),
    ...truth,
  ]);
  return roundedExtent(ends);
}

function seriesFrom(region: string, of: (key: Exclude<keyof FluxSeries, "region">) => number[]): FluxSeries {
  return {
    region,
    prior: of("prior"),
    priorSpread: of("priorSpread"),
    posterior: of("posterior"),
    posteriorSpread: of("posteriorSpread"),
    truth: of("truth"),
  };
}

/** In another unit. */
export function scaled(series: FluxSeries, factor: number): FluxSeries {
  return seriesFrom(series.region, (key) => series[key].map((value) => value * factor));
}

function withSpreads(values: readonly number[], spreads: readonly number[]): number[] {
  return values.flatMap((value, i) => [value - (spreads[i] || 0), value + (spreads[i] || 0)]);
}

/** Of an axis with some room at its ends, zero within it. */
export function roundedExtent(values: readonly number[]): [number, number] {
  const finite = values.filter(Number.isFinite);
  const [least, most] = [Math.min(0, ...finite), Math.max(0, ...finite)];
  const room = 0.06 * (most - least) || 1;
  return [least < 0 ? least - room : 0, most > 0 ? most + room : 0];
}

/** Prior and posterior with bands of one spread, the truth dashed. */
export function drawSeries(plot: Plot, own: FluxSeries): string[] {
  const points = (values: readonly number[]): [number, number][] => values.map((value, i) => [i, value]);
  const band = (values: readonly number[], spreads: readonly number[]): [number, number, number][] =>
    values.map((value, i) => [i, value, spreads[i]]);
  return [
    bandMark(plot, band(own.prior, own.priorSpread), seriesColours.prior),
    bandMark(plot, band(own.posterior, own.posteriorSpread), seriesColours.posterior),
    zeroLine(plot),
    lineMark(plot, points(own.prior), seriesColours.prior),
    lineMark(plot, points(own.truth), seriesColours.truth, "5 3"),
    lineMark(plot, points(own.posterior), seriesColours.posterior),
    ...(own.prior.length <= 40
      ? [
          dotMarks(plot, points(own.prior), seriesColours.prior, 2.2),
          dotMarks(plot, points(own.posterior), seriesColours.posterior, 2.2),
        ]
      : []),
  ];
}

/** @param hasTruth whether a truth is drawn */
export function seriesLegend(hasTruth: boolean): [string, string][] {
  return [
    [lineSample(seriesColours.prior), "prior"],
    [lineSample(seriesColours.posterior), "posterior"],
    ...(hasTruth ? [[lineSample(seriesColours.truth, "5 3"), "truth"] satisfies [string, string]] : []),
  ];
}
