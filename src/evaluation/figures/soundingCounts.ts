/** How many soundings were assimilated, kept to validate with, left out and rejected, by month or day. */
import { below, type Block, legendBlock, plotBlock } from "../../drawing/block.js";
import { boxSample, stackMark } from "../../drawing/marks.js";
import { createPlot, niceLimit } from "../../drawing/plot.js";
import type { Fate } from "../../observations/fate.js";
import { fateCounts } from "../tables/fateCounts.js";
import { periodGroups } from "./periodGroups.js";
import { type FigureInput, runFigure } from "./runFigure.js";

const [WIDTH, HEIGHT] = [640, 240] as const;

/** From the foot of a bar upwards; colours of Okabe & Ito. */
const GROUPS: readonly { readonly name: string; readonly fates: readonly Fate[]; readonly colour: string }[] = [
  { name: "assimilated", fates: ["assimilated"], colour: "#0072b2" },
  { name: "to validate", fates: ["validation"], colour: "#e69f00" },
  { name: "thinned or averaged", fates: ["thinned", "averaged"], colour: "#bbbbbb" },
  { name: "rejected", fates: ["gross_check", "terrain", "missing_value"], colour: "#d55e00" },
];

export const soundingFigure = runFigure({
  name: "figure_soundings",
  title: "Soundings by their fate",
  appliesTo: (run) => stacksOf(run).some((stack) => stack.some((count) => count > 0)),
  caption(run) {
    const bad = fateCounts(run).reduce((sum, { fate, count }) => sum + (fate === "not_good" ? count : 0), 0);
    return (
      `XCO₂ soundings in the domain of each ${periodGroups(run).by}: assimilated; kept to validate with; left out as another ` +
      "stands for them, or as too far from the analysis to validate with; rejected by the gate of departures, by the height of the " +
      `ground or as incomplete. ${bad === 0 ? "None is without" : `Not drawn: ${bad} that are without`} the producer's flag for good ones.`
    );
  },
  body: drawBars,
});

/** [group of days][group of fates] */
function stacksOf(run: FigureInput): number[][] {
  const groups = periodGroups(run);
  const stacks = groups.names.map(() => GROUPS.map(() => 0));
  for (const { day, fate, count } of fateCounts(run)) {
    const g = GROUPS.findIndex(({ fates }) => fates.includes(fate));
    const stack = stacks[groups.placeOf(day)];
    if (g >= 0 && stack !== undefined) stack[g] += count;
  }
  return stacks;
}

function drawBars(run: FigureInput): { body: Block } {
  const groups = periodGroups(run);
  const stacks = stacksOf(run);
  const most = Math.max(...stacks.map((stack) => stack.reduce((sum, count) => sum + count, 0)));
  const plot = createPlot(
    groups.axis(WIDTH),
    { from: 0, to: niceLimit(most), title: `soundings ${groups.by}⁻¹` },
    WIDTH,
    HEIGHT,
  );
  const width = Math.min(34, (0.8 * WIDTH) / stacks.length);
  const colours = GROUPS.map(({ colour }) => colour);
  const bars = stacks.map((stack, i) => stackMark(plot, i, stack, colours, width));
  const legend = GROUPS.map(({ name, colour }): [string, string] => [boxSample(colour), name]);
  return { body: below([legendBlock(legend, WIDTH), plotBlock(plot, "", bars)], -8) };
}
