/** The carbon budget of each run and day, `budget.nc`: start + emission + inflow + increment + air correction = end [mol]. */
import { type Saveable, savedArray } from "../../assimilation/saveable.js";
import { SECONDS_PER_DAY } from "../../constants.js";
import { timeCoordinate } from "../../io/cfCoordinates.js";
import type { NpzArray } from "../../io/npz.js";
import { joinParts, type NumberVariable } from "../../io/outputDataset.js";
import { writeNetcdf } from "../../io/writeNetcdf.js";
import type { Time } from "../../time.js";
import { fileAttributes, type RunFolder } from "./runFolder.js";

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

export interface BudgetRecorder extends Saveable {
  add(run: string, day: Time, terms: BudgetTerms): void;
  /** Terms of each run over all of its days. */
  summary(): Record<string, BudgetTerms & { residual: number }>;
  write(): Promise<void>;
}

/** In their order in checkpoints. */
const TERMS = ["start", "emission", "inflow", "increment", "airCorrection", "end"] as const;

const LONG_NAMES: Readonly<Record<keyof BudgetTerms | "residual", string>> = {
  start: "CO2 in the domain at the start of the day",
  emission: "surface flux into the domain during the day",
  inflow: "net inflow through the sides during the day",
  increment: "added by the analyses of the day",
  airCorrection: "added where the air mass was set to that of the meteorology",
  end: "CO2 in the domain at the end of the day",
  residual: "start + emission + inflow + increment + air_correction - end",
};

function residualOf({ start, emission, inflow, increment, airCorrection, end }: BudgetTerms): number {
  return start + emission + inflow + increment + airCorrection - end;
}

/** [day][term] */
function tableOf(days: readonly BudgetTerms[]): NpzArray {
  const data = Float64Array.from(days.flatMap((terms) => TERMS.map((term) => terms[term])));
  return { shape: [days.length, TERMS.length], data };
}

function termsOf([start, emission, inflow, increment, airCorrection, end]: Float64Array): BudgetTerms {
  return { start, emission, inflow, increment, airCorrection, end };
}

export function recordBudgets(folder: RunFolder): BudgetRecorder {
  const runs = new Map<string, Map<Time, BudgetTerms>>();
  return {
    name: "budgets",
    add(run, day, terms) {
      const days = runs.get(run) ?? new Map<Time, BudgetTerms>();
      runs.set(run, days.set(day, terms));
    },
    summary() {
      return Object.fromEntries(
        [...runs].map(([run, days]) => {
          const all = [...days.values()];
          const sum = (term: keyof BudgetTerms): number => all.reduce((total, terms) => total + terms[term], 0);
          const whole = {
            start: all[0].start,
            emission: sum("emission"),
            inflow: sum("inflow"),
            increment: sum("increment"),
            airCorrection: sum("airCorrection"),
            end: all[all.length - 1].end,
          };
          return [run, { ...whole, residual: residualOf(whole) }];
        }),
      );
    },
    save: () => ({
      arrays: Object.fromEntries([...runs].map(([run, days]) => [run, tableOf([...days.values()])])),
      notes: [...runs].map(([run, days]) => ({ run, days: [...days.keys()] })),
    }),
    resume(saved) {
      for (const { run, days } of saved.notes as readonly { readonly run: string; readonly days: readonly Time[] }[]) {
        const values = savedArray<Float64Array>(saved, run);
        runs.set(run, new Map(days.map((day, d) => [day, termsOf(values.subarray(TERMS.length * d))])));
      }
    },
    async write() {
      const names = [...runs.keys()];
      const days = [...new Set([...runs.values()].flatMap((table) => [...table.keys()]))].sort((a, b) => a - b);
      const terms = (name: keyof typeof LONG_NAMES): number[] =>
        days.flatMap((day) =>
          names.map((run) => {
            const entry = runs.get(run)?.get(day);
            if (entry === undefined) return Number.NaN;
            return name === "residual" ? residualOf(entry) : entry[name];
          }),
        );
      const variables = Object.entries(LONG_NAMES).map(
        ([name, long_name]): NumberVariable => ({
          name: name === "airCorrection" ? "air_correction" : name,
          type: "f8",
          dimensions: ["time", "run"],
          attributes: { long_name, units: "mol" },
          data: terms(name as keyof typeof LONG_NAMES),
        }),
      );
      const parts = joinParts(timeCoordinate(days, SECONDS_PER_DAY));
      await writeNetcdf(`${folder.path}/budget.nc`, {
        attributes: fileAttributes(folder, "carbon budget of the domain"),
        dimensions: { ...parts.dimensions, run: names.length },
        variables: [
          ...parts.variables,
          { name: "run", type: "string", dimensions: ["run"], attributes: { long_name: "run" }, data: names },
          ...variables,
        ],
      });
    },
  };
}
