/** The carbon budgets of all stages of a run, day by day. */
import { type Saveable, type Saved, savedArray } from "../../assimilation/saveable.js";
import type { NpzArray } from "../../io/npz.js";
import { type BudgetTerms, budgetTerms, residualOf, writeBudgets } from "../../runs/budgetFile.js";
import type { RunFolder } from "../../runs/runFolder.js";
import type { Time } from "../../time.js";

export interface BudgetStore extends Saveable {
  /** Adds the days that were saved to those that it has. */
  resume(saved: Saved): void;
  /** What `save` gives of one run alone. */
  saveOf(run: string): Saved;
  add(run: string, day: Time, terms: BudgetTerms): void;
  /** Terms of each run over all of its days. */
  summary(): Record<string, BudgetTerms & { residual: number }>;
  write(): Promise<void>;
}

/** In their order in checkpoints. */
const TERMS = ["start", "emission", "inflow", "increment", "airCorrection", "end"] as const;

export function createBudgetStore(folder: RunFolder): BudgetStore {
  const runs = new Map<string, Map<Time, BudgetTerms>>();
  const savedOf = (some: readonly (readonly [run: string, days: ReadonlyMap<Time, BudgetTerms>])[]): Saved => ({
    arrays: Object.fromEntries(some.map(([run, days]) => [run, tableOf([...days.values()])])),
    notes: some.map(([run, days]) => ({ run, days: [...days.keys()] })),
  });
  return {
    name: "budgets",
    add(run, day, terms) {
      const days = runs.get(run) ?? new Map<Time, BudgetTerms>();
      runs.set(run, days.set(day, terms));
    },
    summary: () => Object.fromEntries([...runs].map(([run, days]) => [run, wholeOf([...days.values()])])),
    write: () => writeBudgets(folder, runs),
    save: () => savedOf([...runs]),
    saveOf: (own) => savedOf([...runs].filter(([run]) => run === own)),
    resume(saved) {
      for (const { run, days } of saved.notes as readonly { readonly run: string; readonly days: readonly Time[] }[]) {
        const values = savedArray(saved, run, Float64Array);
        const own = days.map((day, d) => [day, termsOf(values.subarray(TERMS.length * d))] as const);
        runs.set(run, new Map([...(runs.get(run) ?? []), ...own]));
      }
    },
  };
}

/** @param days in their order */
function wholeOf(days: readonly BudgetTerms[]): BudgetTerms & { residual: number } {
  const sum = (term: keyof BudgetTerms): number => days.reduce((total, terms) => total + terms[term], 0);
  const whole = { ...budgetTerms(sum), start: days[0].start, end: days[days.length - 1].end };
  return { ...whole, residual: residualOf(whole) };
}

/** [day][term] */
function tableOf(days: readonly BudgetTerms[]): NpzArray {
  const data = Float64Array.from(days.flatMap((terms) => TERMS.map((term) => terms[term])));
  return { shape: [days.length, TERMS.length], data };
}

/** @param row [term] */
function termsOf(row: Float64Array): BudgetTerms {
  return budgetTerms((term) => row[TERMS.indexOf(term)]);
}
