/** The tables of the page. A number that no run has is "-"; what has not been run is a row that says so. */
import { fixed } from "../drawing/textTable.js";
import { markdownTable } from "../drawing/markdownTable.js";
import { mean } from "../evaluation/columnStatistics.js";
import {
  agreement,
  groupReduction,
  isSingle,
  reductionTogether,
  regionErrors,
  type RegionGroup,
} from "./regionGroups.js";
import { describeInterval, fixedBeside } from "./interval.js";
import type { Judgement, SeasonJudgement } from "./judge.js";
import { matrixSizes, seasons, seasonTitles, sizes, spanTitles, truthForms, truthFormTitles } from "./matrix.js";
import { scoreDecimals, type ScoreName } from "./scores.js";
import { type CasePlace, casesOf, type KnownCase, type Selection, summarise } from "./summary.js";

/** A column of a table: its head, and what it says of some truths; runs that a guard stopped have no part. */
interface ScoreColumn {
  readonly head: string;
  of(cases: readonly KnownCase[]): string;
}

const scored = (score: ScoreName, head: string): ScoreColumn => ({
  head,
  of: (cases) => fixed(summarise(cases, score).mean, scoreDecimals[score]),
});
/** Mean over the truths; where a truth has several regions, beside it that of all truths together: "21 (22)". */
const reduced = (group: RegionGroup, head: string): ScoreColumn => ({
  head,
  of: (cases) => {
    const shown = fixed(groupReduction(cases, group), 0);
    const apart = !isSingle(group) && cases.length > 1 && shown !== "-";
    return apart ? `${shown} (${fixed(reductionTogether(cases, group), 0)})` : shown;
  },
});
/** From the error of the prior to that of the posterior, mean over the truths. */
const errors = (group: RegionGroup, head: string): ScoreColumn => ({
  head,
  of: (cases) => change(mean(regionErrors(cases, group, "prior")), mean(regionErrors(cases, group, "posterior"))),
});
/** Two scores in one column. */
const pair = (head: string, first: ScoreName, second: ScoreName): ScoreColumn => ({
  head,
  of: (cases) => {
    const [one, other] = [scored(first, ""), scored(second, "")].map((column) => column.of(cases));
    return one === "-" && other === "-" ? "-" : `${one}, ${other}`;
  },
});
const r24Error = errors("R24", "R24 error [umol m-2 s-1]");
const trust: ScoreColumn = {
  head: "R24 error / spread, in 90 % [%]",
  of: (cases) => {
    const { ratio, ninety } = agreement(cases, "R24");
    return Number.isFinite(ratio) ? `${fixed(ratio, 2)}, ${fixed(ninety, 0)}` : "-";
  },
};
const columns = pair("FC, AN / CTRL", "posteriorOverControl", "analysisOverControl");
const innovations = pair("chi-square, bias [ppm]", "chiSquare", "innovationBias");

/** Of cases that are compared or listed. */
const USUAL: readonly ScoreColumn[] = [
  reduced("R24", "R24 [%]"),
  reduced("R8", "R8 [%]"),
  reduced("land", "land [%]"),
  r24Error,
  trust,
  columns,
  innovations,
];

/** Shown where a set has surface sites. */
const SITES: readonly ScoreColumn[] = [
  pair("sites: FC, AN / CTRL", "sitesPosteriorOverControl", "sitesAnalysisOverControl"),
  scored("sitesChiSquare", "sites: chi-square"),
];

function change(before: number, after: number): string {
  return Number.isFinite(before) ? `${fixed(before, 2)} -> ${fixed(after, 2)}` : "-";
}

/** "3 of 10", with those that a guard stopped; "not run". */
function runOf(planned: readonly CasePlace[], known: readonly KnownCase[]): string {
  const stopped = known.filter(({ result }) => result.stopped !== undefined).length;
  if (known.length === 0) return "not run";
  return `${known.length} of ${planned.length}${stopped === 0 ? "" : `, ${stopped} stopped`}`;
}

export function targetTable(judged: readonly Judgement[]): string {
  const rows = judged.map(({ target, verdict, seasons: parts }) => [
    target.title,
    target.wanted.map(({ interval, measure }) => describeInterval(interval, measure.decimals)).join("; "),
    parts.map((part) => valuesOf(target, part, parts.length > 1)).join("; "),
    truthsOf(parts),
    verdict === "not met" ? "**not met**" : verdict,
  ]);
  return markdownTable(["", "target", "found", "truths", ""], rows);
}

function valuesOf({ wanted }: Judgement["target"], { season, values }: SeasonJudgement, named: boolean): string {
  const shown = wanted
    .map(({ interval, measure: { decimals, step } }, i) =>
      step === undefined ? fixedBeside(values[i], interval, decimals) : fixed(values[i], decimals),
    )
    .join(", ");
  return named && season !== undefined ? `${titleOf(season)} ${shown}` : shown;
}

function truthsOf(parts: readonly SeasonJudgement[]): string {
  const counts = parts.map(({ truths, stopped, planned }) =>
    stopped === 0 ? `${truths} of ${planned}` : `${truths} of ${planned}, ${stopped} stopped`,
  );
  return [...new Set(counts)].join("; ");
}

export function titleOf(season: CasePlace["season"]): string {
  return spanTitles[season];
}

/** Every cell of the matrix, run or not. */
export function matrixTable(all: readonly CasePlace[], known: readonly KnownCase[]): string {
  const places = seasons.flatMap((season) =>
    matrixSizes.flatMap((size) => truthForms.map((form) => ({ set: "matrix" as const, season, size, form }))),
  );
  return table(
    ["season", "errors", "truth"],
    places.map((place) => ({
      names: [seasonTitles[place.season], String(sizes[place.size]), truthFormTitles[place.form]],
      planned: casesOf(all, place),
      known: casesOf(known, place),
    })),
    [
      reduced("R24", "R24 [%]"),
      reduced("R8", "R8 [%]"),
      reduced("provinces", "provinces [%]"),
      reduced("china", "China [%]"),
      reduced("land", "land [%]"),
      r24Error,
      trust,
      innovations,
    ],
  );
}

/** The seasons and forms of a set. */
export function seasonTable(all: readonly CasePlace[], known: readonly KnownCase[], set: CasePlace["set"]): string {
  const planned = casesOf(all, { set });
  const forms = [...new Set(planned.map(({ form }) => form))];
  const present = [...new Set(planned.map(({ season }) => season))];
  const error = errors("R8", "R8 error [umol m-2 s-1]");
  return table(
    ["season", "truth"],
    present.flatMap((season) =>
      forms.map((form) => ({
        names: [titleOf(season), truthFormTitles[form]],
        planned: casesOf(planned, { season, form }),
        known: casesOf(known, { set, season, form }),
      })),
    ),
    set === "perfect"
      ? [error, errors("land", "land [umol m-2 s-1]"), trust, columns, innovations]
      : [...USUAL.slice(0, 3), error, ...USUAL.slice(3)],
  );
}

/** One row a variant. @param beside cases that they are compared with, and what these are called */
export function variantTable(
  all: readonly CasePlace[],
  known: readonly KnownCase[],
  selection: Selection,
  beside?: { readonly name: string; readonly planned: readonly CasePlace[]; readonly known: readonly KnownCase[] },
): string {
  const planned = casesOf(all, selection);
  const own = casesOf(known, selection);
  const sites = own.some(({ result }) => Number.isFinite(result.scores.sitesChiSquare));
  return table(
    [""],
    [
      ...(beside === undefined ? [] : [{ ...beside, names: [beside.name] }]),
      ...[...new Set(planned.map(({ variant }) => variant))].map((variant) => ({
        names: [variant],
        planned: casesOf(planned, { variant }),
        known: casesOf(own, { variant }),
      })),
    ],
    sites ? [...USUAL, ...SITES] : USUAL,
  );
}

/** One row a truth. */
export function truthTable(all: readonly CasePlace[], known: readonly KnownCase[], set: CasePlace["set"]): string {
  const planned = [...casesOf(all, { set })].sort((a, b) => (a.id < b.id ? -1 : 1));
  return table(
    ["kind", "truth"],
    planned.map((one) => ({
      names: [one.kind, String(one.truth)],
      planned: [one],
      known: known.filter(({ id }) => id === one.id),
    })),
    [...USUAL, scored("blocks", "128 km [%]"), pair("R24 day, night [%]", "R24Day", "R24Night")],
  );
}

interface Row {
  readonly names: readonly string[];
  readonly planned: readonly CasePlace[];
  readonly known: readonly KnownCase[];
}

function table(names: readonly string[], rows: readonly Row[], shown: readonly ScoreColumn[]): string {
  return markdownTable(
    [...names, "truths", ...shown.map(({ head }) => head)],
    rows.map(({ names: first, planned, known }) => [
      ...first,
      runOf(planned, known),
      ...shown.map((column) => column.of(known)),
    ]),
  );
}

/** Error reductions below this [%] at R8 and R24 alike are called no skill. */
const SKILL = 10;

export function paperTable(all: readonly CasePlace[], known: readonly KnownCase[]): string {
  const rows = casesOf(all, { set: "paper" }).map(({ id, variant }) => {
    const own = known.filter((one) => one.id === id);
    const [stopped] = own.flatMap(({ result }) => result.stopped ?? []);
    const scores = own[0]?.result.scores;
    // What was expected, and what to do, is for those who run it.
    const outcome =
      stopped !== undefined
        ? `stopped on day ${stopped.daysDone + 1}: ${stopped.message.split("; expected ")[0]}`
        : scores === undefined
          ? "not run"
          : verdict(scores.R8, scores.R24);
    return [variant, ...USUAL.map((column) => column.of(own)), outcome];
  });
  return markdownTable(["", ...USUAL.map(({ head }) => head), "outcome"], rows);
}

function verdict(R8: number, R24: number): string {
  const best = Math.max(R8, R24);
  if (!Number.isFinite(best)) return "-";
  if (best <= 0) return "worse than the prior";
  return best < SKILL ? "no skill for the flux" : "";
}
