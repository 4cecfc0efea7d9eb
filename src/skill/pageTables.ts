/** The tables of the page. A number that no run has is "-". */
import { mean } from "../evaluation/columnStatistics.js";
import { fixed } from "../evaluation/tables.js";
import type { CaseSet } from "./cases.js";
import { markdownTable } from "./markdown.js";
import { type Kind, kinds, scoreDecimals, type ScoreName, scoreTitles } from "./scores.js";
import { casesOf, judge, type Judgement, type KnownCase, standardBeside, summarise, type Summary } from "./summary.js";
import { describeInterval, fixedBeside, type Target } from "./targets.js";

/** Scores that comparisons show, with the head of their column. */
const SHOWN: readonly (readonly [ScoreName, string])[] = [
  ["R8", "R8 [%]"],
  ["R24", "R24 [%]"],
  ["blocks", "128 km [%]"],
  ["cells", "cells [%]"],
  ["posteriorOverControl", "FC / CTRL"],
  ["analysisOverControl", "AN / CTRL"],
  ["chiSquare", "chi-square"],
];

/** @param cases of one set @param truths that it has when all are run */
export function targetTable(
  cases: readonly KnownCase[],
  targets: Readonly<Record<Kind, readonly Target[]>>,
  truths: number,
): string {
  const rows = kinds.flatMap((kind) =>
    targets[kind].map((target) => {
      const { score, mean, each } = target;
      const decimals = scoreDecimals[score];
      const judgement = judge(casesOf(cases, { kind }), target);
      const least = each === undefined ? "" : ` (each ${describeInterval(each, decimals)})`;
      return [
        kind,
        scoreTitles[score],
        `${describeInterval(mean, decimals)}${least}`,
        withRange(judgement, target),
        String(judgement.truths.length),
        verdictCell(judgement, truths),
      ];
    }),
  );
  return markdownTable(["", "score", "target: mean", "mean (least to most)", "truths", ""], rows);
}

function verdictCell({ verdict, truths: { length } }: Judgement, all: number): string {
  if (verdict === "not met") return "**not met**";
  return verdict === "met" && length < all ? "met so far" : verdict;
}

export function truthTable(cases: readonly KnownCase[]): string {
  const names = [
    "kind",
    "truth",
    ...SHOWN.map(([, head]) => head),
    "R8 error [umol m-2 s-1]",
    "XCO2 error [ppm]",
    "soundings",
  ];
  const ordered = kinds.flatMap((kind) => casesOf(cases, { kind }));
  const rows = ordered.map(({ kind, truth, result }) => {
    const { scores, columns, stopped, assimilated, withheld } = result;
    const own = stopped === undefined ? SHOWN.map(([name]) => fixed(scores[name], scoreDecimals[name])) : dashes();
    return [
      stopped === undefined ? kind : `${kind}, stopped`,
      String(truth),
      ...own,
      `${fixed(scores.R8Prior, 2)} -> ${fixed(scores.R8Posterior, 2)}`,
      `${fixed(columns.control, 2)} -> ${fixed(columns.posterior, 2)}, AN ${fixed(columns.analysis, 2)}`,
      `${assimilated}, withheld ${withheld}`,
    ];
  });
  return rows.length === 0 ? "Not run.\n" : markdownTable(names, rows);
}

/** Shown where a set has surface sites. */
const SITES: readonly (readonly [ScoreName, string])[] = [
  ["sitesPosteriorOverControl", "sites: FC / CTRL"],
  ["sitesAnalysisOverControl", "sites: AN / CTRL"],
  ["sitesChiSquare", "sites: chi-square"],
];

/** @param standard what the standard experiment is called beside the variants of the set */
export function comparison(cases: readonly KnownCase[], set: CaseSet, standard: string): string {
  const own = casesOf(cases, { set });
  if (own.length === 0) return "Not run.\n";
  const sites = own.some(({ result }) => Number.isFinite(result.scores.sitesChiSquare));
  const shown = sites ? [...SHOWN, ...SITES] : SHOWN;
  const variants = [...new Set(own.map(({ variant }) => variant))];
  const rows = kinds.flatMap((kind) => {
    const ofKind = casesOf(own, { kind });
    return [
      comparisonRow(standard, kind, standardBeside(cases, ofKind), shown),
      ...variants.map((variant) => comparisonRow(variant, kind, casesOf(ofKind, { variant }), shown)),
    ];
  });
  const table = markdownTable(
    ["", "kind", "truths", ...shown.map(([, head]) => head), "assimilated"],
    rows.filter((row) => row.length > 0),
  );
  return `${sizeSentence(own)}\n\n${table}`;
}

/** "On cells of 128 km; ..." */
function sizeSentence(cases: readonly KnownCase[]): string {
  const cells = { standard: "On cells of 64 km", "128": "On cells of 128 km", short: "On a tiny grid" };
  return `${cells[cases[0].scale]}; means over the truths.`;
}

function comparisonRow(
  name: string,
  kind: Kind,
  cases: readonly KnownCase[],
  shown: readonly (readonly [ScoreName, string])[],
): string[] {
  if (cases.length === 0) return [];
  const stopped = cases.filter(({ result }) => result.stopped !== undefined).length;
  return [
    stopped === 0 ? name : `${name} (${stopped} of ${cases.length} stopped)`,
    kind,
    cases.map(({ truth }) => truth).join(", "),
    ...shown.map(([score]) => fixed(summarise(cases, score).mean, scoreDecimals[score])),
    fixed(mean(cases.map(({ result }) => result.assimilated)), 0),
  ];
}

/** Error reductions below this [%] at R8 and R24 alike are called no skill. */
const SKILL = 10;

export function paperTable(cases: readonly KnownCase[]): string {
  const own = casesOf(cases, { set: "paper" });
  if (own.length === 0) return "Not run.\n";
  const beside = standardBeside(cases, own);
  const rows = [...own, ...beside].map(({ set, variant, result }) => {
    const { scores, stopped } = result;
    const name = set !== "paper" ? "persistent parameters, the default" : variant;
    if (stopped !== undefined) {
      const days = `${stopped.daysDone} ${stopped.daysDone === 1 ? "day" : "days"}`;
      return [name, ...dashes().slice(1), `stopped after ${days}: ${stopped.message}`];
    }
    const numbers = SHOWN.filter(([score]) => score !== "cells");
    const values = numbers.map(([score]) => fixed(scores[score], scoreDecimals[score]));
    return [name, ...values, verdict(scores.R8, scores.R24)];
  });
  return markdownTable(["", ...SHOWN.filter(([score]) => score !== "cells").map(([, head]) => head), "outcome"], rows);
}

function verdict(R8: number, R24: number): string {
  const best = Math.max(R8, R24);
  if (!Number.isFinite(best)) return "-";
  if (best <= 0) return "worse than the prior";
  return best < SKILL ? "no skill for the flux" : "";
}

function withRange({ mean, least, most }: Summary, { score, mean: wanted, each = wanted }: Target): string {
  if (!Number.isFinite(mean)) return "-";
  // One more than elsewhere, so that two means can be told apart.
  const decimals = Math.max(1, scoreDecimals[score]);
  const [lowest, highest] = [least, most].map((value) => fixedBeside(value, each, decimals));
  return `${fixedBeside(mean, wanted, decimals)} (${lowest} to ${highest})`;
}

function dashes(): string[] {
  return SHOWN.map(() => "-");
}
