/** The scores of one twin experiment beside the least that is expected of any truth, as plain text. */
import { type Column, fixed, renderTable } from "../drawing/textTable.js";
import { type Kind, scoreDecimals, type ScoreName, type Scores, scoreTitles } from "./scores.js";
import { describeInterval, fixedBeside, isWithin, targets } from "./targets.js";

const COLUMNS: readonly Column[] = [
  { name: "score", align: "left" },
  { name: "this run" },
  { name: "expected", align: "left" },
  { name: "", align: "left" },
];

/** @param standard whether the run is the one that the expectation is about; nothing is expected of others */
export function scoreTable(scores: Scores, kind: Kind, standard: boolean): string {
  const names = (Object.keys(scoreTitles) as ScoreName[]).filter(
    (name) => !name.startsWith("sites") || Number.isFinite(scores[name]),
  );
  const rows = names.map((name) => {
    const value = scores[name];
    const target = targets[kind].find(({ score }) => score === name);
    const shown = fixed(value, scoreDecimals[name]);
    if (!standard) return [scoreTitles[name], shown];
    if (target === undefined) return [scoreTitles[name], shown, "", ""];
    const expected = target.each ?? target.mean;
    return [
      scoreTitles[name],
      fixedBeside(value, expected, scoreDecimals[name]),
      describeInterval(expected, scoreDecimals[name]),
      !Number.isFinite(value) ? "not known" : isWithin(value, expected) ? "as expected" : "not reached",
    ];
  });
  return renderTable(standard ? COLUMNS : COLUMNS.slice(0, 2), rows);
}
