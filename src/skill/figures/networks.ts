/** What each observing system constrains: error reduction of the period-mean natural flux by scale, at the same truths. */
import { below, legendBlock, plotBlock } from "../../drawing/block.js";
import { createPlot } from "../../drawing/plot.js";
import { networks, networkTitles } from "../networks.js";
import { atTruthsOf, casesOf, type KnownCase, summarise } from "../summary.js";
import { dot, leastReduction, rule, skillFigure } from "./style.js";

const SCALES = [
  ["R8", "8 regions"],
  ["R24", "24 regions"],
  ["blocks", "128 km"],
] as const;
/** Brewer's "Dark2": distinct for the colour-blind. */
const COLOURS = ["#1b9e77", "#d95f02", "#7570b3", "#e7298a"] as const;
const [WIDTH, HEIGHT] = [520, 280];
/** Room of one network and half the length of the mark of its mean, in scales. */
const [ROOM, MEAN] = [0.2, 0.08];

/** @param cases all cases @returns undefined where no network but the standard one was run */
export function networksFigure(cases: readonly KnownCase[]): string | undefined {
  const own = casesOf(cases, { set: "networks" });
  if (own.length === 0) return undefined;
  const standard = casesOf(cases, { set: "matrix", season: "july", size: "full", form: "all" });
  const known = networks.map((network) =>
    (network === "gosat" ? atTruthsOf(standard, own) : casesOf(own, { variant: networkTitles[network] })).filter(
      ({ result }) => result.stopped === undefined,
    ),
  );
  const lowest = leastReduction(known.flat().flatMap(({ result }) => SCALES.map(([score]) => result.scores[score])));
  const plot = createPlot(
    { from: -0.6, to: SCALES.length - 0.4, title: "scale", names: SCALES.map(([, name]) => name) },
    { from: lowest, to: 100, title: "error reduction [%]" },
    WIDTH,
    HEIGHT,
  );
  const { x, y } = plot;
  const height = (value: number): number => y(Math.max(lowest, value));
  const marks = known.flatMap((ofNetwork, k) =>
    SCALES.flatMap(([score], i) => {
      const place = i + (k - (networks.length - 1) / 2) * ROOM;
      const values = ofNetwork.map(({ result }) => result.scores[score]).filter(Number.isFinite);
      const { mean } = summarise(ofNetwork, score);
      return [
        ...(Number.isFinite(mean) ? [rule(x(place - MEAN), x(place + MEAN), height(mean), COLOURS[k])] : []),
        ...values.map((value) => dot(x(place), height(value), COLOURS[k])),
      ];
    }),
  );
  const panel = plotBlock(plot, "July, both other", marks);
  const key = legendBlock(
    networks.map((network, k) => [dot(0, 0, COLOURS[k]), networkTitles[network]]),
    panel.width,
  );
  const what = "Period-mean natural flux of the land; a dot a truth, a line their mean.";
  return skillFigure("What each observing system constrains", what, own[0].scale, below([panel, key]));
}
