/** A preflight as text for a terminal: tables that a person reads before a run. */
import { showControls } from "../drawing/controlCharacters.js";
import { type Column, fixed, renderTable, wrap } from "../drawing/textTable.js";
import { MOST_KERNEL_BYTES } from "../kernels/memory.js";
import { fluxComponents } from "../fluxes/fluxSource.js";
import { type Fate, fates } from "../observations/fate.js";
import { kindOf } from "../regions/kinds.js";
import { bytesInWords, secondsInWords } from "./inWords.js";
import type { DiskFacts, MemoryFacts, ObservationFacts, Preflight, PriorTotals } from "./preflight.js";

const text = (name: string): Column => ({ name, align: "left" });
const number = (name: string): Column => ({ name });

/** Shown before those that are parts of them. */
const WHOLE: ReadonlySet<string> = new Set(["domain", "land", "ocean", "mainland-china"]);
const whole = (id: string): boolean => WHOLE.has(id);
const WIDTH = 110;
const DAYS_OF_YEAR = 365.2425;
const TERAGRAMS = 1000;

export function renderPreflight(preflight: Preflight): string {
  const { title, remarks, domain, period, priorTotals, observations } = preflight;
  const { columns, rows, spacing, layers, members, name } = domain;
  const ensemble = members === 1 ? "one run" : `${members} members`;
  const head = [
    title,
    ...remarks.map((remark) => hanging("  ! ", remark)),
    `  domain  ${name}: ${columns} x ${rows} cells of ${spacing}, ${layers} layers, ${ensemble}`,
    `  period  ${period.start} to ${period.end} UTC: ${days(period.days)}, ${period.spinUpDays} of them spin-up`,
  ].join("\n");
  const parts = [
    `${head}\n`,
    section("What the inputs cover", coverageTable(preflight)),
    totalsSection(priorTotals),
    ...(observations === undefined ? [] : [observationSection(observations)]),
    ...informationSection(preflight),
    section("What the run takes", needs(preflight)),
    section("Files", fileTable(preflight.disk)),
  ];
  return showControls(parts.join("\n"));
}

function section(name: string, body: string): string {
  return `${name}\n${body.replace(/^(?=.)/gm, "  ")}`;
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

function coverageTable({ coverage }: Preflight): string {
  return renderTable(
    [text("input"), text("covers"), number("files"), text("what it is")],
    coverage.map(({ input, covers, files, title }) => [input, covers, files === 0 ? "-" : String(files), title]),
  );
}

function totalsSection({ days: count, looked, regions }: PriorTotals): string {
  const present = fluxComponents.filter((component) => regions.some(({ teragrams }) => component in teragrams));
  // Parts and provinces are too many for a person: they are in the JSON.
  const named = regions.filter(({ id }) => whole(id) || ["named", "own"].includes(kindOf(id)));
  const shown = [...named.filter(({ id }) => whole(id)), ...named.filter(({ id }) => !whole(id))];
  const rows = shown.map(({ title, teragrams }) => {
    const values = present.map((component) => teragrams[component] ?? 0);
    return [title, ...[...values, values.reduce((sum, value) => sum + value, 0)].map((value) => amount(value))];
  });
  const [domain] = regions;
  const rates = present.map((component) => {
    const rate = ((domain.teragrams[component] ?? 0) / TERAGRAMS) * (DAYS_OF_YEAR / count);
    return `${component} ${amount(rate)}`;
  });
  const from = looked < count ? `, from ${looked} of the days` : "";
  const table = renderTable([text("region"), ...[...present, "all"].map(number)], rows);
  return section(
    `Prior fluxes, TgC in ${days(count)}${from}`,
    `${table}${wrap(`Domain in PgC yr-1, were all of the year like ${count === 1 ? "this day" : `these ${count} days`}: ${rates.join(", ")}`, WIDTH)}\n`,
  );
}

/** Three digits. */
function amount(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

const SHORT: Readonly<Record<Fate, string>> = {
  assimilated: "assimilate",
  validation: "validate",
  not_good: "not good",
  outside_period: "other times",
  outside_domain: "outside",
  thinned: "thinned",
  gross_check: "gross",
  missing_value: "incomplete",
  terrain: "terrain",
  averaged: "averaged",
  not_chosen: "not chosen",
  other_intake: "other intake",
  other_hour: "other hour",
};

function observationSection({ title, read, months, counts, notKept, longestGapDays }: ObservationFacts): string {
  const present = fates.filter((fate) => counts[fate] !== undefined);
  const rows = months.map((month, i) => [month, ...present.map((fate) => String(counts[fate]?.[i] ?? 0))]);
  const table = renderTable([text("month"), ...present.map((fate) => number(SHORT[fate]))], rows);
  const dropped = Object.entries(notKept).map(([fate, count]) => `${count} ${SHORT[fate as Fate]}`);
  const gap = longestGapDays > 1 ? `At most ${longestGapDays} days in a row without one to assimilate.\n` : "";
  return section(
    `Observations by month, before the gross check: ${title}, ${read} read`,
    `${table}${dropped.length === 0 ? "" : `Not kept, of any month: ${dropped.join(", ")}.\n`}${gap}`,
  );
}

function informationSection({ information, observations, time }: Preflight): string[] {
  if (information === undefined) return [];
  const { degreesOfFreedom, ofTrial, assimilated } = information;
  const trial = `the trial of ${days(time.trial.days)} from ${time.trial.start}`;
  const told =
    degreesOfFreedom === null
      ? `unknown: ${trial} assimilated nothing`
      : `about ${amount(degreesOfFreedom)} degrees of freedom for signal in ${observations?.toAssimilate ?? 0} observations: ` +
        `an estimate from ${amount(ofTrial)} in the ${assimilated} of ${trial}`;
  return [section("Expected information", `${wrap(told, WIDTH)}\n`)];
}

function needs({ memory, disk, time }: Preflight): string {
  const { parts, threads, trial } = time;
  const lines: (readonly [what: string, needs: string, how: string])[] = [
    [
      "memory",
      `${bytesInWords(memory.process)} of ${bytesInWords(memory.free)} free`,
      "most that the trial held, and the days of fluxes that come to it",
    ],
    ["kernels", `${bytesInWords(memory.kernels)} of ${bytesInWords(MOST_KERNEL_BYTES)}`, kernelsInWords(memory)],
    ["disk", `${bytesInWords(disk.total)} of ${bytesInWords(disk.free)} free`, diskInWords(disk)],
    [
      "time",
      `${secondsInWords(time.total)} on ${threads === 1 ? "1 thread" : `${threads} threads`}`,
      `hours of the trial of ${days(trial.days)}: ${parts.map(({ name, seconds }) => `${name} ${secondsInWords(seconds)}`).join("; ")}`,
    ],
  ];
  const width = Math.max(...lines.map(([, needed]) => needed.length));
  return `${lines.map(([what, needed, how]) => hanging(`${what.padEnd(7)}  ${needed.padEnd(width)}  `, how)).join("\n")}\n`;
}

/** Text whose further lines begin where its first one does. */
function hanging(before: string, told: string): string {
  return before + wrap(told, WIDTH - before.length).replaceAll("\n", `\n${" ".repeat(before.length)}`);
}

/** The two that take most. */
function kernelsInWords({ stage, lanes, parts }: MemoryFacts): string {
  const largest = Object.entries(parts)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 2)
    .map(([name, bytes]) => `${name} ${bytesInWords(bytes)}`);
  return `by arithmetic: ${stage}, ${lanes} lanes: ${largest.join(", ")}`;
}

function diskInWords({ total, most }: DiskFacts): string {
  const checkpoints = most > total ? ` and a checkpoint; until it ends ${bytesInWords(most)}, with three` : "";
  return `files of the trial, times days${checkpoints}`;
}

function fileTable({ files }: DiskFacts): string {
  return renderTable(
    [text("name"), number("files"), number("in all")],
    files.map(({ name, count, bytes }) => [name, String(count), bytesInWords(bytes)]),
  );
}
