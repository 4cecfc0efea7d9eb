/** The profiles of a tuning: log-likelihood over each size, with the parabola, the file's value and what was found. */
import { EDGE, figureHead } from "../drawing/figureHead.js";
import { createPlot, legend, plotMargins } from "../drawing/plot.js";
import { element, picture } from "../drawing/svg.js";
import { FALLS } from "./parabola.js";
import type { Profile } from "./profile.js";
import type { TunedSize, Tuning } from "./tune.js";

const [WIDTH, HEIGHT, COLUMNS, GAP] = [250, 170, 3, 20] as const;
/** Least fall of the log-likelihood that an axis shows, and the most. */
const [LEAST_FALL, MOST_FALL] = [4, 40] as const;
const FOUND = "#2166ac";
const FILE = "#b2182b";
const dot = element("circle", { r: 3.4, fill: FOUND });
const line = (d: string, stroke: string, dashes = "none", width = 1.4): string =>
  element("path", { d, stroke, fill: "none", "stroke-width": width, "stroke-dasharray": dashes });

export function profileFigure({ title, count, sizes }: Pick<Tuning, "title" | "count" | "sizes">): string {
  const drawn = sizes.flatMap(({ profile, ...size }) => (profile === undefined ? [] : [{ ...size, profile }]));
  const panelWidth = plotMargins.left + WIDTH + plotMargins.right + GAP;
  const panelHeight = plotMargins.top + HEIGHT + plotMargins.bottom + 8;
  const columns = Math.max(1, Math.min(COLUMNS, drawn.length));
  const width = 2 * EDGE + Math.max(2, columns) * panelWidth;
  const what = `Log-likelihood of ${count} innovations below its best, over each size of error, the others where they stand`;
  const head = figureHead(title, [what], width, 17);
  const headHeight = head.height + 22;
  const panels = drawn.map((size, i) => {
    const left = EDGE + (i % columns) * panelWidth + plotMargins.left;
    return panel(size, left, headHeight + Math.floor(i / columns) * panelHeight + plotMargins.top);
  });
  const marks: [string, string][] = [
    [dot, "computed"],
    [line("M-8 5Q0 -12 8 5", FOUND), "parabola"],
    [line("M0 -6V6", FILE), "in the file"],
    [line("M-8 0H8", "#888888", "4 3"), "68 and 95 %"],
  ];
  return picture(width, headHeight + Math.ceil(drawn.length / columns) * panelHeight, title, [
    head.svg,
    legend(marks, EDGE, head.height + 4),
    ...panels,
  ]);
}

function panel(size: TunedSize & { readonly profile: Profile }, left: number, top: number): string {
  const { name, unit, profile, value, valueAt } = size;
  const points = profile.points.map(({ x, logLikelihood }) => ({
    x: Math.log(valueAt(x)),
    fall: logLikelihood - profile.best.logLikelihood,
  }));
  const deepest = Math.max(...points.map(({ fall }) => (Number.isFinite(fall) ? -fall : 0)));
  const lowest = -Math.min(MOST_FALL, Math.max(LEAST_FALL, 1.1 * deepest));
  const all = [...points.map(({ x }) => x), Math.log(value)];
  const room = 0.06 * (Math.max(...all) - Math.min(...all));
  const [from, to] = [Math.min(...all) - room, Math.max(...all) + room];
  const axisTitle = unit === "" ? "factor" : unit;
  const plot = createPlot(
    { from, to, title: axisTitle, ticks: ticksOf(from, to) },
    { from: lowest, to: -lowest / 16, title: "log-likelihood" },
    WIDTH,
    HEIGHT,
  );
  const levels = Object.values(FALLS).map((fall) => line(`M0 ${plot.y(-fall)}H${WIDTH}`, "#888888", "4 3", 1));
  const shown = points.filter(({ fall }) => fall >= lowest);
  const ownFile = line(`M${plot.x(Math.log(value))} 0V${HEIGHT}`, FILE);
  const curve = parabolaPath(profile, Math.log(valueAt(0)), [from, to], lowest, plot);
  const dots = shown.map(({ x, fall }) => element("circle", { cx: plot.x(x), cy: plot.y(fall), r: 3.4, fill: FOUND }));
  const note = profile.isTold ? `best ${Number(valueAt(profile.best.x).toPrecision(3))}` : "not told";
  return plot.draw(name, [...levels, ownFile, curve, ...dots], left, top, note);
}

/** @param offset of the horizontal axis against the x of the profile */
function parabolaPath(
  { parabola, best }: Profile,
  offset: number,
  [from, to]: readonly [number, number],
  lowest: number,
  plot: { readonly x: (value: number) => number; readonly y: (value: number) => number },
): string {
  if (parabola === undefined) return "";
  const steps = Array.from({ length: 121 }, (_, i) => from + ((to - from) * i) / 120);
  const places = steps.flatMap((at) => {
    const fall =
      parabola.logLikelihood + (parabola.curvature * (at - offset - parabola.x) ** 2) / 2 - best.logLikelihood;
    return fall >= lowest && fall <= -lowest / 16 ? [`${plot.x(at).toFixed(1)} ${plot.y(fall).toFixed(1)}`] : [];
  });
  return places.length === 0 ? "" : line(`M${places.join("L")}`, FOUND);
}

/** In the order in which they are wanted: those that would touch one before them are left out. */
const STEPS = [1, 2, 5, 3, 1.5, 7, 4, 6, 1.2, 8, 9];
/** Room of a label [px]. */
const LABEL = 34;

function ticksOf(from: number, to: number): { at: number; text: string }[] {
  const ticks: { at: number; text: string }[] = [];
  const pixels = WIDTH / (to - from);
  for (const step of STEPS) {
    for (let decade = -4; decade < 8; decade++) {
      const value = Number((step * 10 ** decade).toPrecision(3));
      const at = Math.log(value);
      if (at < from || at > to || ticks.some((other) => Math.abs(other.at - at) * pixels < LABEL)) continue;
      ticks.push({ at, text: String(value) });
    }
  }
  return ticks;
}
