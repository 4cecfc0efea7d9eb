/** Writes what the runs of a sweep gave: one table of all, and what those give together that can be combined. */
import { join, relative } from "node:path";
import { JdasError } from "../../errors.js";
import { writeCombination } from "../../evaluation/combine.js";
import { writeTextAtomically } from "../../io/atomicWrite.js";
import type { SweepRecord } from "../../runs/sweepRecord.js";
import { groupsOf } from "../../sweep/groups.js";
import { type Outcome, outcomesOf } from "../../sweep/outcomes.js";
import { type CombinedRuns, combinedInWords, sweepCsv, sweepText } from "../../sweep/table.js";

/** @returns what has become of the runs, after it was shown and written @throws OutputError where it cannot be written */
export async function reportSweep(output: string, record: SweepRecord): Promise<Outcome[]> {
  const { axes, experiment } = record;
  const outcomes = outcomesOf(output, record);
  const groups = groupsOf(outcomes);
  const combined: CombinedRuns[] = [];
  for (const [i, group] of groups.entries()) {
    const folder = groups.length === 1 ? join(output, "combined") : join(output, "combined", String(i + 1));
    combined.push(await combineGroup(group, folder));
  }
  const shown = outcomes.map((outcome) => ({ ...outcome, folder: relative(output, outcome.folder) }));
  const text = `${sweepText(`Sweep of ${experiment}`, axes, shown)}\n${combinedInWords(combined)}`;
  writeTextAtomically(join(output, "table.txt"), text);
  writeTextAtomically(join(output, "table.csv"), sweepCsv(axes, shown));
  process.stdout.write(`\n${text}\nWritten to ${relative(process.cwd(), output) || "."}/: table.txt, table.csv\n`);
  return outcomes;
}

async function combineGroup(group: readonly Outcome[], folder: string): Promise<CombinedRuns> {
  const ids = group.map(({ id }) => id);
  const shown = relative(process.cwd(), folder);
  try {
    await writeCombination(
      group.map((outcome) => outcome.folder),
      folder,
    );
    return { ids, folder: shown };
  } catch (error) {
    if (!(error instanceof JdasError)) throw error;
    return { ids, folder: shown, refused: error.message.split("\n")[0] };
  }
}
