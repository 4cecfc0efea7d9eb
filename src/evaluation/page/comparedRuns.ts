/** Two runs to be compared, A and B: what is read of each, and why some cannot be. */
import { CoverageError, type Fault } from "../../errors.js";
import { readRunRecord, type RunRecord } from "../../runs/recordFile.js";
import { sameGrid } from "../combineFaults.js";
import { evaluateContents } from "../evaluate.js";
import type { Evaluation } from "../evaluation.js";
import type { RunFluxes } from "../readFluxes.js";

export interface ComparedRun {
  /** As it was given. */
  readonly folder: string;
  readonly record: RunRecord;
  readonly evaluation: Evaluation;
  readonly fluxes: RunFluxes | undefined;
}

export interface ComparedRuns {
  readonly a: ComparedRun;
  readonly b: ComparedRun;
  /** Whether their fluxes are on the same cells. */
  readonly onOneGrid: boolean;
}

/**
 * @throws InputError where one holds no run or cannot be read; CoverageError where they are of other days, so that no total
 * and no statistic of one says anything of the other
 */
export async function readComparedRuns(folderA: string, folderB: string): Promise<ComparedRuns> {
  if (folderA === folderB) {
    throw new CoverageError({
      where: folderB,
      found: "the same folder twice",
      expected: "two runs",
      remedy: "give another folder as the second",
    });
  }
  const records = [folderA, folderB].map(readRunRecord);
  const [a, b] = [await readRun(folderA, records[0]), await readRun(folderB, records[1])];
  const faults = periodFaults(a, b);
  if (faults.length > 0) throw new CoverageError(faults);
  const onOneGrid = a.fluxes !== undefined && b.fluxes !== undefined && sameGrid(a.fluxes.grid, b.fluxes.grid);
  return { a, b, onOneGrid };
}

async function readRun(folder: string, record: RunRecord): Promise<ComparedRun> {
  const { evaluation, contents } = await evaluateContents(folder);
  return { folder, record, evaluation, fluxes: contents.fluxes };
}

function periodFaults(a: ComparedRun, b: ComparedRun): Fault[] {
  const days = ({ evaluation: { period } }: ComparedRun): string => `${period.scoredFrom} to ${period.end}`;
  const fault = (what: string, found: string, expected: string): Fault[] => [
    {
      where: `${b.folder}: ${what}`,
      found,
      expected: `${expected}, as in ${a.folder}`,
      remedy: "compare runs of the same scored days (period; its spinUpDays are not scored)",
    },
  ];
  if (days(a) !== days(b)) return fault("scored period", days(b), days(a));
  const [own, other] = [a, b].map(({ fluxes }) => fluxes?.whole.days);
  if (own === undefined || other === undefined || own === other) return [];
  return fault("flux files", `${other} scored days`, `${own}`);
}
