/** `budget.nc`: the carbon budget of each run and day, start + emission + inflow + increment + air correction = end [mol]. */
import { SECONDS_PER_DAY } from "../constants.js";
import { timeCoordinate } from "../io/cfCoordinates.js";
import { readTimes } from "../io/cfTime.js";
import { fileNames } from "../io/fileNames.js";
import { joinParts, type NumberVariable } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { Time } from "../time.js";
import type { FileKind } from "./fileKind.js";
import { fileAttributes, type RunFolder } from "./runFolder.js";
import { withOwnNetcdf } from "./ownNetcdf.js";

const NAME = "budget.nc";

export const budgetFile: FileKind = { shown: NAME, known: /^budget\.nc$/, holds: "carbon budget of each day" };

/** Terms of one run and day [mol CO2]. */
export interface BudgetTerms {
  readonly start: number;
  readonly emission: number;
  /** Net, through the sides of the domain. */
  readonly inflow: number;
  /** What the analysis added. */
  readonly increment: number;
  /** Where the air mass was set to that of the meteorology: round-off. */
  readonly airCorrection: number;
  readonly end: number;
}

/** @param of gives each by its name */
export function budgetTerms(of: (term: keyof BudgetTerms) => number): BudgetTerms {
  return {
    start: of("start"),
    emission: of("emission"),
    inflow: of("inflow"),
    increment: of("increment"),
    airCorrection: of("airCorrection"),
    end: of("end"),
  };
}

/** By run (`analysis`, `control`, ...) and day. */
export type Budgets = ReadonlyMap<string, ReadonlyMap<Time, BudgetTerms>>;

/** Each with its variable and its long name. */
const VARIABLES: Readonly<Record<keyof BudgetTerms | "residual", readonly [string, string]>> = {
  start: ["start", "CO2 in the domain at the start of the day"],
  emission: ["emission", "surface flux into the domain during the day"],
  inflow: ["inflow", "net inflow through the sides during the day"],
  increment: ["increment", "added by the analyses of the day"],
  airCorrection: ["air_correction", "added where the air mass was set to that of the meteorology"],
  end: ["end", "CO2 in the domain at the end of the day"],
  residual: ["residual", "start + emission + inflow + increment + air_correction - end"],
};

/** What is left over of a budget, round-off where all is well. */
export function residualOf({ start, emission, inflow, increment, airCorrection, end }: BudgetTerms): number {
  return start + emission + inflow + increment + airCorrection - end;
}

/** NaN where a run has no such day. @throws OutputError where it cannot be written */
export async function writeBudgets(folder: RunFolder, budgets: Budgets): Promise<void> {
  const names = [...budgets.keys()];
  const days = [...new Set([...budgets.values()].flatMap((table) => [...table.keys()]))].sort((a, b) => a - b);
  const terms = (term: keyof typeof VARIABLES): number[] =>
    days.flatMap((day) =>
      names.map((run) => {
        const entry = budgets.get(run)?.get(day);
        if (entry === undefined) return Number.NaN;
        return term === "residual" ? residualOf(entry) : entry[term];
      }),
    );
  const variables = Object.entries(VARIABLES).map(
    ([term, [name, long_name]]): NumberVariable => ({
      name,
      type: "f8",
      dimensions: ["time", "run"],
      attributes: { long_name, units: "mol" },
      data: terms(term as keyof typeof VARIABLES),
    }),
  );
  const parts = joinParts(timeCoordinate(days, SECONDS_PER_DAY));
  await writeNetcdf(`${folder.path}/${NAME}`, {
    attributes: fileAttributes(folder, "carbon budget of the domain"),
    dimensions: { ...parts.dimensions, run: names.length },
    variables: [
      ...parts.variables,
      { name: "run", type: "string", dimensions: ["run"], attributes: { long_name: "run" }, data: names },
      ...variables,
    ],
  });
}

/** @returns no run where the folder has no budget; of a run the days that it has */
export async function readBudgets(folder: string): Promise<Budgets> {
  if (!fileNames(folder).includes(NAME)) return new Map();
  return withOwnNetcdf(`${folder}/${NAME}`, (file) => {
    const days = readTimes(file.variable("time"), file.path);
    const runs = file.variable("run").readStrings();
    const read = (term: keyof BudgetTerms): Float64Array => file.variable(VARIABLES[term][0]).read();
    const values = {
      start: read("start"),
      emission: read("emission"),
      inflow: read("inflow"),
      increment: read("increment"),
      airCorrection: read("airCorrection"),
      end: read("end"),
    };
    return new Map(
      runs.map((run, r) => {
        const own = days.map((day, d): [Time, BudgetTerms] => [
          day,
          budgetTerms((term) => values[term][d * runs.length + r]),
        ]);
        return [run, new Map(own.filter(([, terms]) => !Number.isNaN(terms.start)))];
      }),
    );
  });
}
