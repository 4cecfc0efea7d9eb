/** Error reduction of the period-mean natural flux by scale: a dot a truth, their mean, and the targets. */
import { picture } from "../../drawing/svg.js";
import type { Scale } from "../cases.js";
import { type Kind, kinds, type ScoreName } from "../scores.js";
import { casesOf, type KnownCase, summarise } from "../summary.js";
import { targets } from "../targets.js";
import { createPlot, legend, type Plot, plotMargins } from "../../drawing/plot.js";
import { dot, EDGE, head, headHeight, kindColours, kindNames, leastReduction, rule } from "./style.js";

const SCALES: readonly (readonly [ScoreName, string])[] = [
  ["R8", "8 regions"],
  ["R24", "24 regions"],
  ["blocks", "128 km"],
  ["cells", "cells"],
];
const WIDTH = 330;
const HEIGHT = 260;
/** Half lengths of the marks of mean and target, and the room that the truths are spread over, in scales. */
const [MEAN, TARGET, SPREAD] = [0.26, 0.36, 0.3];
/** Colour and dashes of the marks of targets. */
const MEAN_TARGET = ["#111111", "3 2"] as const;
const EACH_TARGET = ["#999999", "1 2"] as const;

/** @param core cases of the standard experiment */
export function errorReductionFigure(core: readonly KnownCase[], scale: Scale): string {
  const lowest = leastReduction(core.flatMap(({ result }) => SCALES.map(([name]) => result.scores[name])));
  const plot = createPlot(
    { from: -0.6, to: SCALES.length - 0.4, title: "scale", names: SCALES.map(([, name]) => name) },
    { from: lowest, to: 100, title: "error reduction [%]" },
    WIDTH,
    HEIGHT,
  );
  const panelWidth = plotMargins.left + WIDTH + plotMargins.right;
  const width = 2 * EDGE + kinds.length * panelWidth;
  const top = headHeight + plotMargins.top;
  const bottom = top + HEIGHT + plotMargins.bottom;
  const panels = kinds.map((kind, i) =>
    plot.draw(kindNames[kind], marks(plot, core, kind, lowest), EDGE + i * panelWidth + plotMargins.left, top),
  );
  const key = legend(
    [
      [dot(0, 0, "#555555"), "one truth"],
      [rule(-8, 8, 0, "#555555"), "their mean"],
      [rule(-8, 8, 0, ...MEAN_TARGET), "target of the mean"],
      [rule(-8, 8, 0, ...EACH_TARGET), "of every truth"],
    ],
    EDGE + plotMargins.left,
    bottom + 12,
  );
  const what = "Period-mean natural flux of the land against the truth; 100 % leaves no error, 0 % that of the prior.";
  return picture(width, bottom + 30, "Error reduction of the flux", [
    ...head("Error reduction of the flux, by scale", what, scale, width),
    ...panels,
    key,
  ]);
}

function marks({ x, y }: Plot, core: readonly KnownCase[], kind: Kind, lowest: number): string[] {
  const own = casesOf(core, { kind });
  return SCALES.flatMap(([score], i) => {
    const known = own.filter(({ result }) => result.stopped === undefined && Number.isFinite(result.scores[score]));
    const { mean } = summarise(own, score);
    const target = targets[kind].find((one) => one.score === score);
    const place = (k: number): number => i + (known.length < 2 ? 0 : (k / (known.length - 1) - 0.5) * SPREAD);
    return [
      ...(target === undefined ? [] : [rule(x(i - TARGET), x(i + TARGET), y(target.mean[0]), ...MEAN_TARGET)]),
      ...(target?.each === undefined
        ? []
        : [rule(x(i - TARGET), x(i + TARGET), y(Math.max(lowest, target.each[0])), ...EACH_TARGET)]),
      ...(Number.isFinite(mean) ? [rule(x(i - MEAN), x(i + MEAN), y(Math.max(lowest, mean)), kindColours[kind])] : []),
      ...known.map(({ result }, k) => dot(x(place(k)), y(Math.max(lowest, result.scores[score])), kindColours[kind])),
    ];
  });
}
