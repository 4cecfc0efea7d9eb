/** What the figures share: colours, marks, and the words that every one of them must carry. */
import type { Block } from "../../drawing/block.js";
import { page } from "../../drawing/page.js";
import { element } from "../../drawing/svg.js";
import type { Scale } from "../cases.js";
import type { TruthForm } from "../matrix.js";
import type { Kind } from "../scores.js";

/** Brewer's blue, green, orange and red. */
export const formColours: Readonly<Record<TruthForm, string>> = {
  standard: "#2166ac",
  family: "#1b9e77",
  transport: "#e6ab02",
  all: "#b2182b",
};
export const kindNames: Readonly<Record<Kind, string>> = {
  ideal: "Ideal: right weather, unbiased retrievals",
  real: "Real: weather and retrievals in error",
};
export const FLUX_UNIT = "µmol m\u207b² s\u207b¹";

export function dot(cx: number, cy: number, colour: string, filled = true): string {
  return element("circle", {
    cx,
    cy,
    r: 3.6,
    fill: filled ? colour : "#ffffff",
    "fill-opacity": filled ? 0.75 : 1,
    stroke: colour,
  });
}

/** A level line [px], for means. @param dashes as SVG has them, "none" for a whole one */
export function rule(from: number, to: number, y: number, stroke: string, dashes = "none"): string {
  const d = `M${from.toFixed(1)} ${y.toFixed(1)}H${to.toFixed(1)}`;
  return element("path", { d, stroke, "stroke-width": 2, "stroke-dasharray": dashes });
}

/** Lowest error reduction that is drawn [%]; what lies below is drawn at the edge. */
const LOWEST = -60;

/** Where an axis of error reductions begins [%]: at 0 unless some are below. */
export function leastReduction(values: readonly number[]): number {
  return Math.max(LOWEST, Math.min(0, 20 * Math.floor((Math.min(...values.filter(Number.isFinite)) - 4) / 20)));
}

/** A figure of the page. @param what said under the title, after what every figure says */
export function skillFigure(title: string, what: string, scale: Scale, body: Block, definitions = ""): string {
  const size = { "64": "China at 64 km", "128": "China at 128 km", short: "trial on a tiny grid" }[scale];
  const standing = `Twin experiment, synthetic weather and fluxes, ${size}.`;
  return page({ title, subtitles: [standing, what], body, caption: "", definitions });
}
