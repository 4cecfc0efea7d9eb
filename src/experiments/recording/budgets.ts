/** The carbon budget of each day by run: a run of several lanes (the members of an ensemble) is their mean. */
import type { Recorder } from "../../assimilation/recorder.js";
import { SECONDS_PER_DAY } from "../../constants.js";
import { memberMean } from "../../fields/members.js";
import type { BudgetTerms as LaneTerms } from "../../transport/carbonBudget.js";
import type { TransportModel } from "../../transport/transportModel.js";
import type { Time } from "../../time.js";
import { type BudgetTerms, budgetTerms } from "../../runs/budgetFile.js";
import type { BudgetStore } from "./budgetStore.js";

export interface LaneBudget {
  /** Terms of every run since the last call or the start; begins the next day. */
  endDay(): [string, BudgetTerms][];
}

/** @param lanes lane and name of the run that it belongs to */
export function laneBudget(transport: TransportModel, lanes: readonly (readonly [number, string])[]): LaneBudget {
  const runs = [...new Set(lanes.map(([, run]) => run))];
  return {
    endDay() {
      const terms = transport.budget.terms();
      transport.budget.open();
      return runs.map((run) => {
        const own = lanes.filter(([, other]) => other === run).map(([lane]) => lane);
        const mean = (term: keyof LaneTerms): number =>
          memberMean(
            own.map((lane) => terms[term][lane]),
            own.length,
          );
        return [run, budgetTerms(mean)];
      });
    },
  };
}

/** Adds each day of a stage to the budgets of the run. @param isWritten whether they are written at the end of a day */
export function recordBudgets(daily: LaneBudget, budgets: BudgetStore, isWritten: (end: Time) => boolean): Recorder {
  return {
    async endDay(end) {
      for (const [run, terms] of daily.endDay()) budgets.add(run, end - SECONDS_PER_DAY, terms);
      if (isWritten(end)) await budgets.write();
    },
  };
}
