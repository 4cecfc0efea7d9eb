/** What a tuning found, as a table for people, as JSON and CSV for programs, and as what goes into the experiment file. */
import { stringify } from "yaml";
import { fixed, renderTable, wrap } from "../drawing/textTable.js";
import { formatDay } from "../time.js";
import type { Interval } from "./profile.js";
import type { TunedSize, Tuning } from "./tune.js";

/** Digits that a size found from some hundred soundings can have. */
const DIGITS = 3;

/** What is to be said of every such result. */
const remarks: readonly string[] = [
  "A size is taken as it is where the data do not tell it, or where it lies within the 68 % interval.",
  "Intervals hold the other sizes where they stand: sizes that the data tell apart badly have wider ones than these.",
  "An end that is missing lies beyond the range that was searched.",
];

export function renderTuning(tuning: Tuning): string {
  const { title, windows, count, rejected, sizes, settings, before, after } = tuning;
  const rows = sizes.map((size) => {
    const { shortKey, value, taken, profile, gain } = size;
    const found = profile?.isTold
      ? [digits(bestOf(size)), intervalText(size, 68), intervalText(size, 95)]
      : [profile === undefined ? "-" : "not told", "-", "-"];
    return [shortKey, digits(value), ...found, gain === 0 ? "as it is" : digits(taken), fixed(gain, 1)];
  });
  const columns = [
    { name: "size", align: "left" as const },
    ...["file", "best", "68 %", "95 %", "taken", "gain"].map((name) => ({ name })),
  ];
  const days = windows.map(({ start, end }) => `${formatDay(start)} to ${formatDay(end)}`);
  return [
    `Sizes of errors from the data: ${title}`,
    wrap(
      `${count} observations of ${days.join(", ")}; ${rejected} left out as gross errors; ${settings.length} settings.`,
    ),
    "",
    renderTable(columns, rows),
    `log-likelihood ${fixed(before.logLikelihood, 1)} -> ${fixed(after.logLikelihood, 1)}, ` +
      `chi-square ${fixed(before.chiSquare, 2)} -> ${fixed(after.chiSquare, 2)} (1: as assumed)`,
    ...remarks.map((remark) => wrap(remark)),
    "",
  ].join("\n");
}

/** @returns YAML with the keys that change; undefined where none does */
export function tunedSection({ section }: Tuning): string | undefined {
  return section && stringify(section);
}

export function tuningJson(tuning: Tuning): string {
  const { title, windows, count, rejected, sizes, settings, before, after, section } = tuning;
  const shown = {
    title,
    remarks,
    windows: windows.map(({ start, end }) => ({ start: formatDay(start), end: formatDay(end) })),
    observations: { count, rejected },
    sizes: sizes.map((size) => {
      const { name, unit, keys, value, taken, gain, profile, valueAt } = size;
      return {
        name,
        unit,
        keys: keys.map((key) => key.join(".")),
        file: value,
        best: bestOf(size),
        taken,
        state: stateOf(size),
        gain,
        interval68: endsOf(size, 68),
        interval95: endsOf(size, 95),
        profile: profile?.points.map(({ x, logLikelihood }) => ({ value: valueAt(x), logLikelihood })) ?? [],
      };
    }),
    before,
    after,
    section,
    settings,
  };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

export function tuningCsv({ sizes }: Tuning): string {
  const head = "size,unit,keys,file,best,taken,from68,to68,from95,to95,gain,state";
  const number = (value: number | undefined): string => (value === undefined ? "" : value.toPrecision(6));
  const lines = sizes.map((size) => {
    const { name, unit, keys, value, taken, gain } = size;
    const [narrow, wide] = [endsOf(size, 68), endsOf(size, 95)];
    const text = [`"${name}"`, unit, keys.map((key) => key.join(".")).join(" ")];
    const numbers = [value, bestOf(size), taken, narrow.from, narrow.to, wide.from, wide.to, gain];
    return [...text, ...numbers.map(number), stateOf(size)].join(",");
  });
  return `${[head, ...lines].join("\n")}\n`;
}

/** Where the profile has its best point; the file's value where there is none. */
function bestOf({ profile, valueAt, value }: TunedSize): number {
  return profile === undefined ? value : valueAt(profile.best.x);
}

function stateOf({ profile }: TunedSize): string {
  if (profile === undefined) return "not searched";
  return profile.isTold ? "told" : "not told";
}

/** Ends of an interval as values of the size. */
function endsOf({ profile, valueAt }: TunedSize, share: 68 | 95): Interval {
  const { from, to } = profile?.intervals[share] ?? {};
  return { ...(from !== undefined && { from: valueAt(from) }), ...(to !== undefined && { to: valueAt(to) }) };
}

function intervalText(size: TunedSize, share: 68 | 95): string {
  const { from, to } = endsOf(size, share);
  return `${from === undefined ? "" : digits(from)} .. ${to === undefined ? "" : digits(to)}`.trim();
}

/** Without an exponent. */
function digits(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}
