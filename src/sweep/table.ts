/** All runs of a sweep in one table, and what each setting gives over the others, as text and as CSV. */
import { type Column, fixed, number, renderTable, text, wrap } from "../drawing/textTable.js";
import { mean } from "../evaluation/columnStatistics.js";
import { type CsvCell, csvLines } from "../evaluation/csvText.js";
import { secondsInWords } from "../preflight/inWords.js";
import { scoresOf, scoreTitles } from "../skill/scores.js";
import { type Measure, measuresOf } from "./measures.js";
import type { Outcome } from "./outcomes.js";

/** Runs that were combined, or why they were not. */
export interface CombinedRuns {
  readonly ids: readonly string[];
  /** As it is shown. */
  readonly folder: string;
  readonly refused?: string;
}

const WIDTH = 110;
/** Measures side by side, and those with their ranges. */
const [ABREAST, RANGES_ABREAST] = [6, 3];
/** Scores that the tables show already, under names of their own. */
const SHOWN: ReadonlySet<string> = new Set(["R8", "R24", "chiSquare", "sitesChiSquare"]);

export function sweepText(title: string, axes: readonly string[], outcomes: readonly Outcome[]): string {
  const measures = measuresOf(outcomes.flatMap(({ evaluation }) => evaluation ?? []));
  const head = `${title}: ${countsInWords(outcomes)}`;
  return [
    `${head}\n${"=".repeat(head.length)}\n`,
    stateTable(axes, outcomes),
    ...inBlocks(measures, ABREAST).map((block) => measureTable(axes, outcomes, block)),
    ...axes.flatMap((axis) => axisTable(axis, outcomes, measures)),
    ...failures(outcomes),
  ].join("\n");
}

function countsInWords(outcomes: readonly Outcome[]): string {
  const states = [...new Set(outcomes.map(({ state }) => state))];
  const counts = states.map((state) => `${outcomes.filter((one) => one.state === state).length} ${state}`);
  return `${outcomes.length === 1 ? "1 run" : `${outcomes.length} runs`}, ${counts.join(", ")}`;
}

function settingColumns(axes: readonly string[]): Column[] {
  return axes.map((axis) => text(axis));
}

function stateTable(axes: readonly string[], outcomes: readonly Outcome[]): string {
  return renderTable(
    [...settingColumns(axes), text("state"), number("took"), text("run")],
    outcomes.map(({ id, settings, state, seconds }) => [
      ...axes.map((axis) => settings[axis]),
      state,
      Number.isFinite(seconds) ? secondsInWords(seconds) : "-",
      id,
    ]),
  );
}

function measureTable(axes: readonly string[], outcomes: readonly Outcome[], measures: readonly Measure[]): string {
  return renderTable(
    [...settingColumns(axes), ...measures.map(({ name, unit }) => number(name, unit))],
    outcomes.map(({ settings, evaluation }) => [
      ...axes.map((axis) => settings[axis]),
      ...measures.map((one) => (evaluation === undefined ? "-" : fixed(one.of(evaluation), one.decimals))),
    ]),
  );
}

/** Mean, least and most over the runs of each setting; where an axis has but one, there is nothing to compare. */
function axisTable(axis: string, outcomes: readonly Outcome[], measures: readonly Measure[]): string[] {
  const labels = [...new Set(outcomes.map(({ settings }) => settings[axis]))];
  const finished = outcomes.flatMap(({ settings, evaluation }) =>
    evaluation === undefined ? [] : [{ label: settings[axis], evaluation }],
  );
  if (labels.length < 2 || finished.length < 2) return [];
  // With a run a setting the first table says all.
  if (labels.every((label) => finished.filter((one) => one.label === label).length < 2)) return [];
  return inBlocks(measures, RANGES_ABREAST).map((block) => {
    const rows = labels.map((label) => {
      const own = finished.filter((one) => one.label === label);
      return [
        label,
        String(own.length),
        ...block.map((measure) =>
          inRange(
            own.map(({ evaluation }) => measure.of(evaluation)),
            measure.decimals,
          ),
        ),
      ];
    });
    const columns = [text(axis), number("runs"), ...block.map(({ name, unit }) => number(name, unit))];
    return `By ${axis}: mean (least to most)\n${renderTable(columns, rows)}`;
  });
}

function inRange(values: readonly number[], decimals: number): string {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return "-";
  const [least, most] = [Math.min(...known), Math.max(...known)].map((value) => fixed(value, decimals));
  return known.length === 1 ? least : `${fixed(mean(known), decimals)} (${least} to ${most})`;
}

function inBlocks(measures: readonly Measure[], abreast: number): Measure[][] {
  return Array.from({ length: Math.ceil(measures.length / abreast) }, (_, block) =>
    measures.slice(block * abreast, (block + 1) * abreast),
  );
}

function failures(outcomes: readonly Outcome[]): string[] {
  const told = outcomes.flatMap(({ id, told: reason, state }) =>
    reason === undefined ? [] : [`${id} (${state}): ${reason.split("\n")[0]}`],
  );
  return told.length === 0 ? [] : [`Not finished\n${told.map((line) => wrap(line, WIDTH, 4)).join("\n")}\n`];
}

export function combinedInWords(combined: readonly CombinedRuns[]): string {
  return combined
    .map(({ ids, folder, refused }) => {
      const which = `${ids.length} runs (${ids.join(", ")})`;
      return refused === undefined
        ? `Together in ${folder}/: ${which}: the spread within and between them.`
        : `Not together: ${which}: ${refused}`;
    })
    .map((line) => `${wrap(line, WIDTH, 2)}\n`)
    .join("");
}

/** A line for each run: settings, state, what the tables show, and the other scores of twins. What is not known is empty. */
export function sweepCsv(axes: readonly string[], outcomes: readonly Outcome[]): string {
  const evaluations = outcomes.flatMap(({ evaluation }) => evaluation ?? []);
  const measures = measuresOf(evaluations);
  const scores = (Object.keys(scoreTitles) as (keyof typeof scoreTitles)[]).filter(
    (name) => !SHOWN.has(name) && evaluations.some((evaluation) => Number.isFinite(scoresOf(evaluation)[name])),
  );
  const names = ["run", ...axes, "state", "seconds", "folder"];
  const head = [...names, ...measures.map(({ name, unit }) => `${name} ${unit}`), ...scores];
  const lines = outcomes.map(({ id, settings, state, seconds, folder, evaluation }): CsvCell[] => {
    const own = evaluation && scoresOf(evaluation);
    return [
      id,
      ...axes.map((axis) => settings[axis]),
      state,
      seconds,
      folder,
      ...measures.map((one) => (evaluation === undefined ? undefined : one.of(evaluation))),
      ...scores.map((name) => own?.[name]),
    ];
  });
  return csvLines([head, ...lines]);
}
