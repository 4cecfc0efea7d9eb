/**
 * Files of retrievals, one after the other, to one set in order of time: every sounding checked (retrievalOf.ts), averaged
 * where that is asked for, and taken once where two files hold it. A file whose every sounding lacks the same quantity has
 * other units or is of another kind: that is an error.
 */
import { type Fault, InputError } from "../../errors.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { openNetcdf } from "../../io/openNetcdf.js";
import { type Averaged, averageInCells, averageInHours, type Cells, type IsFirst } from "../averagedColumns.js";
import { type Fate, fates } from "../fate.js";
import { inOrderOfTime } from "../mergeSets.js";
import type { RetrievalSet } from "../observation.js";
import type { Retrieval } from "../retrieval.js";
import { retrievalOf, type Sounding } from "../retrievalOf.js";

/** What one file holds. */
export interface RetrievalFile {
  /** Product and version, for titles. */
  readonly title: string;
  readonly remarks: readonly string[];
  readonly soundings: readonly Sounding[];
  /** What they are averaged in; undefined where each is used by itself. */
  readonly averageIn?: "hours" | Cells | undefined;
}

export const averagings = ["none", "cell"] as const;

/** Whether soundings are averaged by cell and pass, and the cells; without these they are not. */
export interface Averaging {
  /** Where nothing is said: those of OCO-2 and OCO-3, far denser than cells, are. */
  readonly average?: (typeof averagings)[number] | undefined;
  readonly cells?: Cells | undefined;
}

/** @param platform of a file, as it calls it */
export function cellsFor({ average, cells }: Averaging, platform: string): Cells | undefined {
  const chosen = average ?? (/^OCO-?[23]/i.test(platform) ? "cell" : "none");
  return chosen === "cell" ? cells : undefined;
}

const CELLS =
  "soundings were averaged by model cell and pass; their errors count as correlated by 0.3 over land, 0.6 over water";
const HOURS = "measurements were averaged by hour; their errors count as correlated by 0.1";

/** A file with fewer soundings may have bad ones alone. */
const FEWEST_TO_JUDGE = 10;

/**
 * @param files paths, in any order @param read throws InputError where a file cannot serve
 * @throws InputError with the first fault of each file
 */
export async function readRetrievalFiles(
  files: readonly string[],
  read: (file: NetcdfFile) => RetrievalFile,
): Promise<RetrievalSet> {
  const titles = new Set<string>();
  const remarks = new Set<string>();
  const once = takenOnce();
  const observations: Retrieval[] = [];
  const notKept: Partial<Record<Fate, number>> = {};
  const faults: Fault[] = [];
  for (const path of files) {
    try {
      const { title, remarks: own, soundings, averageIn } = await contentsOf(path, read);
      const retrievals = soundings.map(retrievalOf);
      judge(path, retrievals);
      const { found, others } = used(retrievals, averageIn, (retrieval) => once.isFirst(retrieval, path));
      titles.add(title);
      for (const remark of own) remarks.add(remark);
      if (averageIn !== undefined) remarks.add(averageIn === "hours" ? HOURS : CELLS);
      for (const retrieval of found) observations.push(retrieval);
      for (const fate of fates) if (others?.[fate] !== undefined) notKept[fate] = (notKept[fate] ?? 0) + others[fate];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return {
    title: [...titles].join(", "),
    remarks: [...remarks, ...once.remarks()],
    files: [...files],
    observations: inOrderOfTime(observations),
    ...(Object.keys(notKept).length > 0 && { notKept }),
  };
}

function used(
  retrievals: readonly Retrieval[],
  averageIn: RetrievalFile["averageIn"],
  isFirst: IsFirst,
): { readonly found: readonly Retrieval[]; readonly others?: Averaged["notKept"] } {
  if (averageIn === undefined) return { found: retrievals.filter(isFirst) };
  const averaged =
    averageIn === "hours" ? averageInHours(retrievals, isFirst) : averageInCells(retrievals, averageIn, isFirst);
  return { found: averaged.observations, others: averaged.notKept };
}

async function contentsOf(path: string, read: (file: NetcdfFile) => RetrievalFile): Promise<RetrievalFile> {
  const file = await openNetcdf(path);
  try {
    return read(file);
  } finally {
    file.close();
  }
}

/** @throws InputError where every sounding of a file lacks the same quantity */
function judge(path: string, retrievals: readonly Retrieval[]): void {
  if (retrievals.length < FEWEST_TO_JUDGE) return;
  const lacking = (retrievals[0].missing ?? []).filter((name) =>
    retrievals.every(({ missing }) => missing?.includes(name) === true),
  );
  if (lacking.length === 0) return;
  throw new InputError({
    where: path,
    found: `no sounding has a possible value of ${lacking.join(", ")}`,
    expected: "values in the ranges of docs/products (mole fractions of 100 to 2000 ppm, weights that sum to 1)",
    remedy: "check the units of the variables, and that the file is of the product that the configuration names",
  });
}

interface Once {
  /** @throws InputError where another file has the sounding with another value */
  isFirst(retrieval: Retrieval, path: string): boolean;
  remarks(): string[];
}

function takenOnce(): Once {
  const taken = new Map<string, { readonly path: string; readonly xco2: number }>();
  let [again, twice] = [0, 0];
  return {
    isFirst({ id, xco2, missing }, path) {
      // What cannot be used may lack its number too.
      if (missing !== undefined) return true;
      const earlier = taken.get(id);
      if (earlier === undefined) {
        taken.set(id, { path, xco2 });
        return true;
      }
      if (earlier.path === path && earlier.xco2 !== xco2) {
        twice++;
        return false;
      }
      if (earlier.xco2 !== xco2) {
        throw new InputError({
          where: path,
          found: `sounding ${id} was already read from ${earlier.path}, with another value`,
          expected: "one version of each sounding",
          remedy: "give only one version of each day",
        });
      }
      again++;
      return false;
    },
    remarks: () => [
      ...(again === 0 ? [] : [`${again} soundings that stand in two files were taken once`]),
      ...(twice === 0
        ? []
        : [`left out of soundings that stand twice in one file with other values, all but the first: ${twice}`]),
    ],
  };
}
