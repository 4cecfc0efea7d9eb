/** The series: totals of the region that is chosen, with spreads as bands; the same numbers as a table and as CSV. */
import { bandMark, lineMark, lineSample, seriesColours, zeroLine } from "../src/drawing/marks.js";
import { createPlot, legend, type Plot, plotMargins } from "../src/drawing/plot.js";
import { element } from "../src/drawing/svg.js";
import type { SeriesData, SeriesLine } from "../src/evaluation/page/pageData.js";
import { restore } from "../src/evaluation/page/quantised.js";
import { download } from "./download.js";
import { choice, decimalsOf, make, shownNumber } from "./pageElements.js";
import { csvText } from "./tables.js";

const UNIT = "TgC/d";
/** Of the frame [px]; it is as wide as there is room, within these bounds. */
const NARROWEST = 240;
const WIDEST = 960;
const HEIGHT = 300;
/** Room of a tick of time [px]. */
const TICK = 78;

/** A line with its numbers. */
interface Line extends Pick<SeriesLine, "flux" | "run"> {
  readonly values: Float64Array;
  readonly spread: Float64Array | undefined;
}

export function showSeries(place: HTMLElement, { step, times, regions }: SeriesData): void {
  const picture = make("div", { className: "series", tabIndex: 0 });
  picture.setAttribute("role", "application");
  picture.setAttribute("aria-roledescription", "series");
  const readout = make("p", { className: "readout" });
  readout.setAttribute("role", "status");
  const details = make("details", {}, make("summary", { textContent: "The same numbers as a table" }));
  let region = 0;
  let lines: Line[] = [];
  let plot: Plot;
  const point = (time: number): void => {
    readout.textContent = `${times[time]}: ${lines.map((line) => inWords(line, time)).join("; ")} ${UNIT}`;
    const cursor = picture.querySelector(".cursor");
    cursor?.setAttribute("transform", `translate(${plot.x(time)} 0)`);
    cursor?.setAttribute("visibility", "visible");
  };
  const draw = (): void => {
    const { title } = regions[region];
    lines = regions[region].lines.map(({ values, spread, ...named }) => ({
      ...named,
      values: restore(values),
      spread: spread === undefined ? undefined : restore(spread),
    }));
    const drawn = lines.filter(({ flux }) => flux !== "fossil" && flux !== "fire");
    plot = plotOf(drawn, times, step, place.clientWidth);
    picture.innerHTML = pictureOf(plot, drawn, title);
    picture.setAttribute(
      "aria-label",
      `Natural flux of ${title} by ${step}. Left and right arrow keys move by a ${step}.`,
    );
    readout.textContent = `Point at the series, or move along it with the arrow keys: the values of a ${step} are told here.`;
    details.querySelector("table")?.remove();
    details.append(tableOf(rowsOf(times, lines, step)));
  };
  choosesTime(picture, times.length, () => plot, point);
  const button = make("button", { type: "button", className: "tool", textContent: "Download CSV of this region" });
  button.addEventListener("click", () => {
    const name = regions[region].title.replace(/[^\w-]+/g, "_");
    download(`series-${name}.csv`, "text/csv", csvText(rowsOf(times, lines, step)));
  });
  const titles = regions.map(({ title }) => title);
  const controls = choice("Region", titles, 0, (index) => {
    region = index;
    draw();
  });
  place.append(make("div", { className: "controls" }, controls), picture, readout, button, details);
  draw();
  let width = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth !== width) draw();
    width = place.clientWidth;
  }).observe(place);
}

/** By pointer and by arrow keys. */
function choosesTime(picture: HTMLElement, count: number, plot: () => Plot, point: (time: number) => void): void {
  let chosen = -1;
  const choose = (time: number): void => {
    chosen = Math.min(count - 1, Math.max(0, time));
    point(chosen);
  };
  const pointAt = (event: PointerEvent): void => {
    const box = picture.firstElementChild!.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * totalWidth(plot()) - plotMargins.left;
    choose(Math.round((across / plot().width) * (count - 1)));
  };
  picture.addEventListener("pointermove", pointAt);
  picture.addEventListener("pointerdown", pointAt);
  picture.addEventListener("keydown", (event) => {
    const step = ({ ArrowLeft: -1, ArrowRight: 1 } as const)[event.key as "ArrowLeft"];
    if (step === undefined) return;
    event.preventDefault();
    choose(chosen + step);
  });
}

/** "posterior −2.31 ± 0.40" */
function inWords(line: Line, time: number): string {
  const { values, spread } = line;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
  const decimals = decimalsOf(largest);
  const more = spread === undefined ? "" : ` ± ${shownNumber(spread[time], decimals)}`;
  return `${nameOf(line)} ${shownNumber(values[time], decimals)}${more}`;
}

/** Right of the frame, for half a tick's text [px]. */
const RIGHT = 36;
const totalHeight = plotMargins.top + HEIGHT + plotMargins.bottom;

function totalWidth({ width }: Plot): number {
  return plotMargins.left + width + RIGHT;
}

/** @param room for the picture [px] */
function plotOf(lines: readonly Line[], times: readonly string[], step: SeriesData["step"], room: number): Plot {
  const width = Math.min(WIDEST, Math.max(NARROWEST, room - plotMargins.left - RIGHT));
  let [least, most] = [0, 0];
  for (const { values, spread } of lines) {
    values.forEach((value, i) => {
      const reach = spread !== undefined && Number.isFinite(spread[i]) ? spread[i] : 0;
      if (!Number.isFinite(value)) return;
      least = Math.min(least, value - reach);
      most = Math.max(most, value + reach);
    });
  }
  const margin = 0.04 * (most - least || 1);
  const every = Math.ceil((times.length * TICK) / width);
  const ticks = times.flatMap((text, at) => (at % every === 0 ? [{ at, text }] : []));
  return createPlot(
    { from: 0, to: Math.max(1, times.length - 1), title: step, ticks },
    { from: least - margin, to: most + margin, title: `natural flux [${UNIT}]` },
    width,
    HEIGHT,
  );
}

function pictureOf(plot: Plot, lines: readonly Line[], title: string): string {
  const drawn = lines.map((one) => {
    const { values, spread } = one;
    const colour = colourOf(one);
    const points = [...values].map((value, i) => [i, value] as const);
    return {
      band:
        spread === undefined
          ? ""
          : bandMark(
              plot,
              points.map(([x, y]) => [x, y, spread[x]] as const),
              colour,
            ),
      line: lineMark(plot, points, colour, dashesOf(one)),
    };
  });
  const marks = [...drawn.map(({ band }) => band), ...drawn.map(({ line }) => line)];
  const cursor = element("path", { class: "cursor", d: `M0 0V${HEIGHT}`, stroke: "#222222", visibility: "hidden" });
  const names = legend(
    lines.map((one) => [lineSample(colourOf(one), dashesOf(one)), nameOf(one)] as const),
    plotMargins.left + Math.max(0, plot.width - 94 * lines.length),
    14,
  );
  const panel = plot.draw(title, [zeroLine(plot), ...marks, cursor], plotMargins.left, plotMargins.top);
  return `<svg viewBox="0 0 ${totalWidth(plot)} ${totalHeight}" aria-hidden="true" font-family="inherit" font-size="11" fill="#222222">${panel}${names}</svg>`;
}

/** "posterior", or "posterior A" */
function nameOf({ flux, run }: Line): string {
  return run === undefined ? flux : `${flux} ${run}`;
}

function colourOf({ flux, run }: Line): string {
  if (run === "B") return seriesColours.change;
  return flux === "posterior" || flux === "truth" ? seriesColours[flux] : seriesColours.prior;
}

function dashesOf({ flux, run }: Line): string {
  if (flux === "truth") return "5 3";
  return flux === "prior" && run === "B" ? "2 3" : "none";
}

/** Names, then a line for each time. */
function rowsOf(times: readonly string[], lines: readonly Line[], step: string): string[][] {
  const columns = lines.flatMap((line) => [
    { name: `${nameOf(line)} [${UNIT}]`, values: line.values },
    ...(line.spread === undefined ? [] : [{ name: `${nameOf(line)} spread [${UNIT}]`, values: line.spread }]),
  ]);
  const cell = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(5))) : "");
  return [
    [step, ...columns.map(({ name }) => name)],
    ...times.map((time, i) => [time, ...columns.map(({ values }) => cell(values[i]))]),
  ];
}

function tableOf([names, ...rows]: readonly (readonly string[])[]): HTMLElement {
  const header = make("tr", {}, ...names.map((name) => make("th", { scope: "col", textContent: name })));
  const lines = rows.map(([time, ...values]) =>
    make(
      "tr",
      {},
      make("th", { scope: "row", textContent: time }),
      ...values.map((value) => make("td", { className: "number", textContent: value.replace("-", "\u2212") })),
    ),
  );
  return make("table", {}, make("thead", {}, header), make("tbody", {}, ...lines));
}
