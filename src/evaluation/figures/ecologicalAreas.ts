/** Series of the natural flux of six ecological areas, with the weather there: figure 4 of Kou et al. (2023). */
import { SECONDS_PER_DAY } from "../../constants.js";
import { below, type Block, lattice, legendBlock, letters, plotBlock } from "../../drawing/block.js";
import { lineMark } from "../../drawing/marks.js";
import { type Axis, createPlot } from "../../drawing/plot.js";
import { type WeatherQuantity, weatherQuantities } from "../../runs/regionWeatherFile.js";
import { formatDay } from "../../time.js";
import { mean } from "../columnStatistics.js";
import { shortTitle } from "../combination.js";
import type { RegionRow } from "../rows.js";
import { drawSeries, extentOf, fluxSeries, scaled, seriesLegend } from "./fluxSeries.js";
import { periodGroups } from "./periodGroups.js";
import { type FigureInput, runFigure } from "./runFigure.js";
import { ecologicalAreas } from "./shownRegions.js";

const [WIDTH, HEIGHT, ACROSS] = [250, 120, 3] as const;
/** Of a panel of weather [px]. */
const LOW = 60;
/** gC in 1 PgC. */
const GRAMS = 1e15;
/** Of water at the freezing point [K]. */
const FREEZING = 273.15;

/** How each is shown; `inUnit` from SI. */
const WEATHER: Readonly<
  Record<WeatherQuantity, { name: string; unit: string; colour: string; inUnit: (value: number) => number }>
> = {
  temperature: { name: "temperature", unit: "°C", colour: "#d55e00", inUnit: (kelvin) => kelvin - FREEZING },
  shortwave: { name: "sunlight at the ground", unit: "W m⁻²", colour: "#cc79a7", inUnit: (watts) => watts },
  precipitation: {
    name: "rain and snow",
    unit: "mm day⁻¹",
    colour: "#56b4e9",
    inUnit: (rate) => rate * SECONDS_PER_DAY,
  },
};

export const ecologicalFigure = runFigure({
  name: "figure_ecological_areas",
  title: "Natural CO₂ flux of ecological areas",
  appliesTo: (run) => shown(run).length > 0,
  caption(run) {
    const names = knownWeather(run).map((quantity) => WEATHER[quantity].name);
    const absent = weatherQuantities.filter((quantity) => !knownWeather(run).includes(quantity));
    return [
      `Natural flux of each ${fluxSeries(run, []).by} per area, uptake negative, bands one standard deviation of the members' totals.`,
      ...(names.length > 0 ? [`Below it the weather of the run there, means over the area: ${names.join(", ")}.`] : []),
      ...(names.length > 0 && absent.length > 0
        ? [`The source of the weather has no ${absent.map((quantity) => WEATHER[quantity].name).join(", no ")}.`]
        : []),
      "These areas are far smaller than what soundings tell apart: their posterior leans on the correlations of the prior.",
    ].join(" ");
  },
  body: drawPanels,
});

function shown({ evaluation }: FigureInput): RegionRow[] {
  const whole = (evaluation.fluxes?.regions ?? []).filter(
    ({ period, posterior }) => period === "whole" && Number.isFinite(posterior),
  );
  return ecologicalAreas(whole.map((row) => ({ ...row, id: row.region })));
}

/** Quantities that every day has. */
function knownWeather({ fluxes }: FigureInput): WeatherQuantity[] {
  const days = fluxes?.days ?? [];
  return weatherQuantities.filter((quantity) => days.every(({ weather }) => weather[quantity] !== undefined));
}

function drawPanels(run: FigureInput): { body: Block } {
  const rows = shown(run);
  const set = fluxSeries(
    run,
    rows.map(({ region }) => region),
  );
  const series = set.series.map((own, r) => scaled(own, GRAMS / rows[r].area));
  const [from, to] = extentOf(series);
  const weather = knownWeather(run).map((quantity) => weatherPanels(run, rows, quantity));
  const time = set.time(WIDTH);
  const letter = letters();
  const panels = rows.map((row, r) => {
    const axis = weather.length > 0 ? hidden(time) : time;
    const plot = createPlot(axis, { from, to, title: `gC m⁻² ${set.by}⁻¹` }, WIDTH, HEIGHT);
    const flux = plotBlock(plot, letter(shortTitle(row)), drawSeries(plot, series[r]));
    return below([flux, ...weather.map((draw, k) => draw(r, k === weather.length - 1 ? time : hidden(time)))], TIGHT);
  });
  const body = lattice(panels, ACROSS, 6);
  const hasTruth = rows.some(({ truth }) => Number.isFinite(truth));
  return { body: below([legendBlock(seriesLegend(hasTruth), body.width), body], 2) };
}

/** Panels without names of times between them stand closer. */
const TIGHT = -46;
const hidden = (axis: Axis): Axis => ({ ...axis, title: "", ticks: [] });

/** @returns what draws the panel of one area, all of them with one scale */
function weatherPanels(
  run: FigureInput,
  rows: readonly RegionRow[],
  quantity: WeatherQuantity,
): (row: number, time: Axis) => Block {
  const { name, unit, colour, inUnit } = WEATHER[quantity];
  const { names, placeOf } = periodGroups(run);
  const means = rows.map(({ region }) => {
    const r = run.fluxes?.regions.findIndex(({ id }) => id === region) ?? -1;
    const byPlace = names.map((): number[] => []);
    for (const { day, weather } of run.fluxes?.days ?? []) {
      byPlace[placeOf(formatDay(day))]?.push(inUnit(weather[quantity]?.[r] ?? Number.NaN));
    }
    return byPlace.map(mean);
  });
  const all = means.flat().filter(Number.isFinite);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const bottom = quantity === "temperature" ? least : 0;
  const room = 0.08 * (most - bottom) || 1;
  return (row, time) => {
    const vertical = { from: quantity === "temperature" ? bottom - room : 0, to: most + room, title: unit };
    const plot = createPlot(time, vertical, WIDTH, LOW);
    const points = means[row].map((value, i): [number, number] => [i, value]);
    return plotBlock(plot, "", [lineMark(plot, points, colour)], { note: name });
  };
}
