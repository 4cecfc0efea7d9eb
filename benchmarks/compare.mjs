/** Compares figures with those of the commit before, measured in turn with them, or else recorded earlier. Pure: records in, text out. */

/**
 * @typedef {import("./timing.mjs").Figures} Figures
 * @typedef {{ cpu: string, cores: number, node: string }} Machine
 * @typedef {{ commit: string, figures: Figures }} Before the commit before, measured in the same run
 * @typedef {{ time: string, commit: string, machine: Machine, figures: Figures, before?: Before }} Entry time: ISO 8601
 */

/** Beyond this ratio a figure is marked. */
const SLOWER = 1.1;

/**
 * What a figure is compared with: the commit before of the same run, else the last entry before `present` that has it.
 * @param {Entry} present
 * @param {readonly Entry[]} earlier
 * @param {string} name
 */
function lastWith({ time, before, machine }, earlier, name) {
  if (before?.figures[name] !== undefined) return { ...before, machine };
  return earlier
    .filter((entry) => entry.time < time && entry.figures[name] !== undefined)
    .toSorted((a, b) => a.time.localeCompare(b.time))
    .at(-1);
}

/** @param {Machine} a @param {Machine} b */
const sameMachine = (a, b) => a.cpu === b.cpu && a.cores === b.cores;

/** @param {number} value */
const shown = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/**
 * A table of the figures with their ratios to what they are compared with; shares [%] are no times and are compared with nothing.
 * @param {Entry} present
 * @param {readonly Entry[]} earlier in any order
 * @returns {string} lines, the last one a summary
 */
export function compareEntries(present, earlier) {
  const rows = Object.entries(present.figures).map(([name, { value, unit }]) => {
    const last = unit === "%" ? undefined : lastWith(present, earlier, name);
    const before = last?.figures[name].value;
    const ratio = before === undefined ? undefined : value / before;
    return { name, value: `${shown(value)} ${unit}`, last, before, ratio };
  });
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, value, last, before, ratio }) => {
    const start = `${name.padEnd(width)}  ${value.padStart(12)}`;
    if (last === undefined || before === undefined || ratio === undefined) return start;
    const mark = ratio > SLOWER ? "  SLOWER" : "";
    return `${start}  ${ratio.toFixed(2).padStart(5)} x ${shown(before)} (${last.commit})${mark}`;
  });
  const compared = rows.filter(({ ratio }) => ratio !== undefined);
  const slower = compared.filter(({ ratio }) => ratio !== undefined && ratio > SLOWER);
  const foreign = new Set(
    compared.flatMap(({ last }) => (last === undefined || sameMachine(last.machine, present.machine) ? [] : [last])),
  );
  for (const { commit, machine } of foreign) {
    lines.push(`${commit} ran on another machine (${machine.cpu}, ${machine.cores} cores): its ratios say little`);
  }
  lines.push(
    compared.length === 0
      ? "no earlier entry has these figures"
      : `${slower.length} of ${compared.length} figures more than ${Math.round(100 * (SLOWER - 1))} % slower than before`,
  );
  return lines.join("\n");
}
