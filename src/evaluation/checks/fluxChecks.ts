/** Whether budget, spread and fluxes are as they can be: closure, spread over time, sign, prior totals, something to estimate. */
import { kindOf } from "../../regions/kinds.js";
import type { BudgetSummary } from "../budget.js";
import { mean } from "../columnStatistics.js";
import type { RunFluxes } from "../readFluxes.js";
import type { GuardWarning, RegionRow } from "../rows.js";
import { publishedRange, publishedTotals } from "../tables/published.js";
import { type Check, type CheckKind, judged, untested } from "./check.js";

const budgetKind: CheckKind = {
  id: "budget",
  title: "Carbon budget",
  unit: "1",
  meaning:
    "Largest residual of a day over the carbon in the domain: round-off, as transport neither makes nor loses carbon.",
  advice: "report it: this is a fault of the program",
};

export function budgetCheck(budgets: readonly BudgetSummary[]): Check {
  if (budgets.length === 0) return untested(budgetKind, "the run has no budget");
  const numbers = budgets.map(({ run, days, largestRelativeResidual: value }) => ({ of: run, value, count: days }));
  const worst = Math.max(...numbers.map(({ value }) => value));
  return judged(budgetKind, worst < 1e-9, `${worst.toExponential(1)} at most.`, numbers);
}

const estimateKind: CheckKind = {
  id: "something-to-estimate",
  title: "Is there anything to estimate",
  unit: "PgC yr-1",
  meaning:
    "Spread of the prior totals of domain and land. Without any the analysis cannot change fluxes, whatever is observed.",
  advice: "a prior that is not zero, sizes of the ensemble's errors above zero, land in the domain",
};

export function estimateCheck(rows: readonly RegionRow[]): Check {
  const known = rows.filter(
    ({ region, period, priorSpread }) =>
      period === "whole" && (region === "domain" || region === "land") && Number.isFinite(priorSpread),
  );
  if (known.length === 0) return untested(estimateKind, "the members' prior totals are not known");
  const numbers = known.map(({ region, priorSpread, days }) => ({ of: region, value: priorSpread, count: days }));
  const found = `${numbers.map(({ of, value }) => `${of} ${value.toPrecision(2)}`).join(", ")} PgC yr-1.`;
  return judged(
    estimateKind,
    numbers.every(({ value }) => value > 0),
    found,
    numbers,
  );
}

const spreadKind: CheckKind = {
  id: "spread-over-time",
  title: "Spread over time",
  unit: "1",
  meaning:
    "Posterior spread of the land's daily totals over the prior's, in the first and the last third of the scored days: near 0 the " +
    "ensemble takes itself for certain and stops listening.",
  advice: "larger sizes of errors, filter.inflation, a smaller localization, more members",
};
/** Least ratio of the land's total. The guard of the run looks at cells, and asks for departures that are too large beside. */
const COLLAPSED = 0.1;

export function spreadCheck({ regions, days }: RunFluxes): Check {
  const land = regions.findIndex(({ id }) => id === "land");
  const ratios = days
    .map(({ priorSpread, posteriorSpread }) => posteriorSpread[land] / priorSpread[land])
    .filter(Number.isFinite);
  if (ratios.length < 3) return untested(spreadKind, `the members' totals of ${ratios.length} days are too few`);
  const third = Math.ceil(ratios.length / 3);
  const numbers = [
    { of: "first third", value: mean(ratios.slice(0, third)), count: third },
    { of: "last third", value: mean(ratios.slice(-third)), count: third },
  ];
  const [first, last] = numbers.map(({ value }) => value);
  return judged(spreadKind, last > COLLAPSED, `${first.toFixed(2)}, then ${last.toFixed(2)}.`, numbers);
}

const signKind: CheckKind = {
  id: "sign",
  title: "Sign of flux and column",
  unit: "1",
  meaning:
    "Days on which the members had less CO2 at the observations where they had more flux upwind: the analysis then moves " +
    "fluxes the wrong way.",
  advice: "ensemble.form: persistent; do not use the fluxes",
};

/** @param days scored @param hasAnalysis where no guard has watched there is nothing to say */
export function signCheck(warnings: readonly GuardWarning[], days: number, hasAnalysis: boolean): Check {
  if (!hasAnalysis) return untested(signKind, "there was no analysis");
  const value = warnings.filter(({ guard }) => guard === "wrong sign").length;
  return judged(signKind, value === 0, value === 0 ? "right on all days." : `wrong on ${value} days.`, [
    { of: "whole", value, count: days },
  ]);
}

const totalsKind: CheckKind = {
  id: "prior-total",
  title: "Prior total of China",
  unit: "PgC yr-1",
  meaning:
    "Natural flux of Mainland China in the prior, beside the totals that were published, their stated uncertainties added: " +
    "far outside a unit or a sign may be wrong.",
  advice: "jdas inspect shows units and totals of the prior's files; a prior in balance is no fault, if it was meant",
};
const SHORTEST = 360;

export function priorTotalCheck(rows: readonly RegionRow[]): Check {
  const china = rows.find(({ region, period }) => region === "mainland-china" && period === "whole");
  if (china === undefined) return untested(totalsKind, "Mainland China is not wholly in the domain");
  if (china.days < SHORTEST)
    return untested(totalsKind, `the published totals are of years, this run has ${china.days} days`);
  const uncertainties = publishedTotals.map(
    ({ low, uncertainty }) => low - (Number.isNaN(uncertainty) ? 0 : uncertainty),
  );
  const low = Math.min(...uncertainties);
  const found = `${china.prior.toFixed(2)} PgC yr-1; published ${low.toFixed(2)} to ${publishedRange.high.toFixed(2)}.`;
  return judged(totalsKind, china.prior >= low && china.prior <= publishedRange.high, found, [
    { of: "mainland-china", value: china.prior, count: china.days },
  ]);
}

const truthKind: CheckKind = {
  id: "truth-in-spread",
  title: "Truth within the stated spread",
  unit: "1",
  meaning:
    "Root mean square of error over spread of regions in a twin: 1 where the spread is right, above where it is too small.",
  advice:
    "observations.error.correlated (of sites: siteCorrelated), larger errors; intervals of this run's fluxes are to be widened by as much",
};

/** @param coverage as the evaluation has it */
export function truthCheck(
  coverage: readonly {
    readonly group: string;
    readonly period: string;
    readonly count: number;
    readonly errorOverSpread: number;
  }[],
): Check {
  const numbers = coverage
    .filter(({ period, count }) => period === "whole" && count >= 8)
    .map(({ group, count, errorOverSpread }) => ({ of: group, value: errorOverSpread, count }));
  if (numbers.length === 0) return untested(truthKind, "no truth is known, or no spread");
  const found = `${numbers.map(({ of, value }) => `${of} ${value.toFixed(2)}`).join(", ")}.`;
  return judged(
    truthKind,
    numbers.every(({ value }) => value <= 1.5),
    found,
    numbers,
  );
}

/** Regions that observations are sorted by: the named boxes, or R8 where none of these is in the domain. */
export function sortingRegions({ regions }: Pick<RunFluxes, "regions">): RunFluxes["regions"] {
  const large = regions.filter(({ id }) => ["west", "north", "central", "south"].includes(id));
  return large.length > 0 ? large : regions.filter(({ id }) => kindOf(id) === "part" && id.startsWith("R8-"));
}
