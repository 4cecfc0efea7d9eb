/** The scores of one twin experiment beside those of the truths that were run before, as plain text. */
import { type Column, fixed, renderTable } from "../drawing/textTable.js";
import type { Expectation } from "./expectations.js";
import { fixedBeside, isWithin } from "./interval.js";
import { scoreDecimals, type ScoreName, type Scores, scoreTitles } from "./scores.js";

const COLUMNS: readonly Column[] = [
  { name: "score", align: "left" },
  { name: "this run" },
  { name: "expected", align: "left" },
  { name: "", align: "left" },
];

/** @param expected absent where nothing is expected of such a run */
export function scoreTable(scores: Scores, expected: Expectation | undefined): string {
  const names = (Object.keys(scoreTitles) as ScoreName[]).filter(
    (name) => !name.startsWith("sites") || Number.isFinite(scores[name]),
  );
  const rows = names.map((name) => {
    const value = scores[name];
    const decimals = scoreDecimals[name];
    const range = expected?.ranges[name];
    if (range === undefined) return [scoreTitles[name], fixed(value, decimals), "", ""];
    return [
      scoreTitles[name],
      fixedBeside(value, range, decimals),
      range.map((end) => fixed(end, decimals)).join(" to "),
      !Number.isFinite(value) ? "not known" : isWithin(value, range) ? "within" : "outside",
    ];
  });
  return renderTable(
    expected === undefined ? COLUMNS.slice(0, 2) : COLUMNS,
    expected === undefined ? rows.map((row) => row.slice(0, 2)) : rows,
  );
}
