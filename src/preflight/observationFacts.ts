/** The observations of an experiment by month and by what becomes of them, as far as that is known before a run. */
import type { Inputs } from "../experiments/setup/inputs.js";
import { screenedObservations } from "../experiments/setup/observations.js";
import { countFates, type Fate, fates, totalOf } from "../observations/fate.js";
import { countRead } from "../observations/quality.js";
import { gapsBetween, observedDays } from "./coverage.js";
import type { ObservationFacts } from "./preflight.js";

/** Call it before anything is run: a run changes fates. @returns undefined where nothing is compared with */
export function observationFacts(inputs: Inputs): ObservationFacts | undefined {
  const { observed, plan } = inputs;
  if (observed === "nothing") return undefined;
  const table = countFates(screenedObservations(inputs));
  const present = fates.filter((fate) => totalOf(table, fate) > 0);
  const { without, longest } = gapsBetween(observedDays(inputs), plan.period);
  return {
    title: observed.set.title,
    read: countRead(observed.set),
    toAssimilate: totalOf(table, "assimilated"),
    months: table.months,
    counts: Object.fromEntries(present.map((fate): [Fate, readonly number[]] => [fate, table.counts[fate]])),
    notKept: observed.set.notKept ?? {},
    daysWithout: without,
    longestGapDays: longest,
  };
}
