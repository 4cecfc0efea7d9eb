/** The tables of the page. A number that no run has is "-". */
import { mean } from "../evaluation/columnStatistics.js";
import { fixed } from "../drawing/textTable.js";
import type { CaseSet } from "./cases.js";
import { markdownTable } from "../drawing/markdownTable.js";
import { type Kind, kinds, scoreDecimals, type ScoreName, scoreTitles } from "./scores.js";
import {
  casesOf,
  errorOverSpread,
  judge,
  type Judgement,
  type KnownCase,
  landError,
  standardBeside,
  summarise,
  type Summary,
} from "./summary.js";
import { describeInterval, fixedBeside, type Target } from "./targets.js";

/** A column of a table: its head, and what it says of some truths; runs that a guard stopped have no part. */
interface ScoreColumn {
  readonly head: string;
  of(cases: readonly KnownCase[]): string;
}

const scored = (score: ScoreName, head: string): ScoreColumn => ({
  head,
  of: (cases) => fixed(summarise(cases, score).mean, scoreDecimals[score]),
});

const regional = [scored("R8", "R8 [%]"), scored("R24", "R24 [%]"), scored("blocks", "128 km [%]")];
/** Two scores in one column. */
const pair = (head: string, first: ScoreName, second: ScoreName): ScoreColumn => ({
  head,
  of: (cases) => {
    const [one, other] = [scored(first, ""), scored(second, "")].map((column) => column.of(cases));
    return one === "-" && other === "-" ? "-" : `${one}, ${other}`;
  },
});
const columns = pair("FC, AN / CTRL", "posteriorOverControl", "analysisOverControl");
const dayAndNight = pair("R24 day, night [%]", "R24Day", "R24Night");
const chiSquare = scored("chiSquare", "chi-square");
const cells = scored("cells", "cells [%]");
const allLand: ScoreColumn = {
  head: "all land [umol m-2 s-1]",
  of: (cases) => change(landError(cases, "prior"), landError(cases, "posterior")),
};
const trust: ScoreColumn = { head: "R24 error / spread", of: (cases) => fixed(errorOverSpread(cases, "R24"), 2) };

/** What comparisons show; on their cells of 128 km the scores of cells are those of squares. */
const COMPARED: readonly ScoreColumn[] = [...regional, dayAndNight, allLand, trust, columns, chiSquare];

/** Shown where a set has surface sites. */
const SITES: readonly ScoreColumn[] = [
  pair("sites: FC, AN / CTRL", "sitesPosteriorOverControl", "sitesAnalysisOverControl"),
  scored("sitesChiSquare", "sites: chi-square"),
];

const TRUTH: readonly ScoreColumn[] = [
  ...regional,
  cells,
  dayAndNight,
  columns,
  chiSquare,
  trust,
  {
    head: "R8 error [umol m-2 s-1]",
    of: (cases) => change(summarise(cases, "R8Prior").mean, summarise(cases, "R8Posterior").mean),
  },
  allLand,
];

function change(before: number, after: number): string {
  return Number.isFinite(before) ? `${fixed(before, 2)} -> ${fixed(after, 2)}` : "-";
}

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
  const names = ["kind", "truth", ...TRUTH.map(({ head }) => head), "XCO2 error [ppm]", "soundings"];
  const ordered = kinds.flatMap((kind) => casesOf(cases, { kind }));
  const rows = ordered.map((own) => {
    const { columns: error, stopped, assimilated, withheld } = own.result;
    return [
      stopped === undefined ? own.kind : `${own.kind}, stopped`,
      String(own.truth),
      ...TRUTH.map((column) => column.of([own])),
      `${change(error.control, error.posterior)}, AN ${fixed(error.analysis, 2)}`,
      `${assimilated}, withheld ${withheld}`,
    ];
  });
  return rows.length === 0 ? "Not run.\n" : markdownTable(names, rows);
}

/** @param standard what the standard experiment is called beside the variants of the set */
export function comparison(cases: readonly KnownCase[], set: CaseSet, standard: string): string {
  const own = casesOf(cases, { set });
  if (own.length === 0) return "Not run.\n";
  const sites = own.some(({ result }) => Number.isFinite(result.scores.sitesChiSquare));
  const shown = sites ? [...COMPARED, ...SITES] : COMPARED;
  const variants = [...new Set(own.map(({ variant }) => variant))];
  const rows = kinds.flatMap((kind) => {
    const ofKind = casesOf(own, { kind });
    return [
      comparisonRow(standard, kind, standardBeside(cases, ofKind), shown),
      ...variants.map((variant) => comparisonRow(variant, kind, casesOf(ofKind, { variant }), shown)),
    ];
  });
  const table = markdownTable(
    ["", "kind", "truths", ...shown.map(({ head }) => head), "assimilated"],
    rows.filter((row) => row.length > 0),
  );
  return `${sizeSentence(own)}\n\n${table}`;
}

/** "On cells of 128 km; ..." */
function sizeSentence(cases: readonly KnownCase[]): string {
  const cells = { standard: "On cells of 64 km", "128": "On cells of 128 km", short: "On a tiny grid" };
  return `${cells[cases[0].scale]}; means over the truths.`;
}

function comparisonRow(name: string, kind: Kind, cases: readonly KnownCase[], shown: readonly ScoreColumn[]): string[] {
  if (cases.length === 0) return [];
  const stopped = cases.filter(({ result }) => result.stopped !== undefined).length;
  return [
    stopped === 0 ? name : `${name} (${stopped} of ${cases.length} stopped)`,
    kind,
    cases.map(({ truth }) => truth).join(", "),
    ...shown.map((column) => column.of(cases)),
    fixed(mean(cases.map(({ result }) => result.assimilated)), 0),
  ];
}

/** Error reductions below this [%] at R8 and R24 alike are called no skill. */
const SKILL = 10;

export function paperTable(cases: readonly KnownCase[]): string {
  const own = casesOf(cases, { set: "paper" });
  if (own.length === 0) return "Not run.\n";
  const beside = standardBeside(cases, own);
  const rows = [...own, ...beside].map((one) => {
    const { set, variant, result } = one;
    const { scores, stopped } = result;
    const name = set !== "paper" ? "persistent parameters, the default" : variant;
    if (stopped !== undefined) {
      // What was expected, and what to do, is for those who run it.
      const [found] = stopped.message.split("; expected ");
      const outcome = `stopped on day ${stopped.daysDone + 1}: ${found}`;
      return [name, ...COMPARED.map(() => "-"), outcome];
    }
    return [name, ...COMPARED.map((column) => column.of([one])), verdict(scores.R8, scores.R24)];
  });
  return markdownTable(["", ...COMPARED.map(({ head }) => head), "outcome"], rows);
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
