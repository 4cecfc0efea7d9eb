/**
 * What the numbers of a run can and cannot show, said with them. The limits were measured in twin experiments; see
 * docs/method.md.
 */
import type { Evaluation } from "./evaluation.js";
import { landGotWorse } from "./summary.js";
import type { ColumnRow, GuardWarning } from "./rows.js";

/** An evaluation before it is judged. */
export type Evaluated = Omit<Evaluation, "checks" | "summary" | "statements" | "missing">;

/** Days below which no claim about fluxes holds. */
const SHORTEST_CLAIM = 21;
/** Validation observations below which differences between runs are mostly chance. */
const FEWEST_OBSERVATIONS = 50;

export function statements({ period, twin, observations, fluxes, warnings = [], stopped }: Evaluated): string[] {
  const result: string[] = stopped === undefined ? [] : [`The run was stopped. ${stopped}.`];
  result.push(...noticed(warnings));
  const { seen, rows, sites } = comparisonsOf(observations);
  const runs = new Set(rows.filter(({ count }) => count > 0).map(({ run }) => run));
  const estimated = fluxes?.regions.some(({ prior, posterior: after }) => prior !== 0 || after !== 0) === true;
  const posterior = estimated && fluxes.regions.some((row) => Number.isFinite(row.posterior));
  if (fluxes !== undefined && !estimated) {
    result.push(
      "There is no natural flux in this run: nothing was estimated, and nothing here says anything of fluxes.",
    );
    return result;
  }
  if (runs.has("AN")) {
    result.push(
      "AN agrees with observations because it was fitted to them or their neighbours: no evidence of skill in the flux.",
    );
  }
  if (runs.has("CTRL") && runs.has("FC")) {
    result.push(
      `FC against CTRL shows what the posterior fluxes alone do to the ${seen}: ${compared(rows)}. That FC is better is ` +
        "necessary for skill in the flux, not sufficient: fluxes that err more have agreed better.",
    );
  } else if (posterior) {
    result.push("Without both FC and CTRL nothing here shows whether the posterior fluxes improve the columns.");
  }
  const atSites = compared(sites);
  if (atSites !== "") result.push(`At surface sites, from CTRL to FC: ${atSites}.`);
  if (posterior) {
    result.push("Claims about fluxes hold for regions of 1000 km and more and periods of 3 weeks and more.");
    if (period.scoredDays < SHORTEST_CLAIM) {
      const days = `${period.scoredDays} ${period.scoredDays === 1 ? "day is" : "days are"} scored`;
      result.push(`Only ${days}: too short for any claim about fluxes; the numbers show that the system works.`);
    }
    result.push(
      seen === "columns"
        ? "One overpass in the early afternoon does not see the night; the total of the domain takes up biases of " +
            "boundary and retrieval."
        : "Sites that are compared in the afternoon do not see the night; the total of the domain takes up biases of the " +
            "boundary.",
    );
    result.push(
      twin
        ? "Fluxes are scored against the known truth of this twin experiment; real errors are larger."
        : "The true fluxes are not known: a smaller spread is what the ensemble believes, not a measured error.",
    );
  }
  const land = landGotWorse(fluxes);
  if (land !== undefined) result.push(`${land.charAt(0).toUpperCase()}${land.slice(1)}.`);
  const validation = rows.filter(({ against, period: part }) => against === "validation" && part === "whole");
  const most = Math.max(0, ...validation.map(({ count }) => count));
  if (observations !== undefined && most < FEWEST_OBSERVATIONS) {
    const many =
      most === 0
        ? "No validation observation is"
        : most === 1
          ? "Only 1 validation observation is"
          : `Only ${most} validation observations are`;
    result.push(`${many} in the scored period: differences between runs there are within chance.`);
  }
  return result;
}

/** Columns where any were compared, else the surface sites; and the sites beside columns. */
function comparisonsOf(observations: Evaluation["observations"]): {
  seen: "columns" | "sites";
  rows: readonly ColumnRow[];
  sites: readonly ColumnRow[];
} {
  const { columns = [], sites } = observations ?? {};
  const ofSites = sites?.rows ?? [];
  return columns.some(({ count }) => count > 0) || ofSites.length === 0
    ? { seen: "columns", rows: columns, sites: ofSites }
    : { seen: "sites", rows: ofSites, sites: [] };
}

/** Each guard once, with what it said last. */
function noticed(warnings: readonly GuardWarning[]): string[] {
  return [...new Set(warnings.map(({ guard }) => guard))].map((guard) => {
    const own = warnings.filter((warning) => warning.guard === guard);
    const { time, message } = own[own.length - 1];
    const days = own.length === 1 ? "on one day" : `on ${own.length} days, last`;
    return `WARNING (${guard}), ${days} ${time.slice(0, 10)}: ${message}`;
  });
}

/** "RMSE against validation observations 1.44 -> 1.26 ppm, and against ..." of CTRL and FC over the scored period. */
function compared(columns: readonly ColumnRow[]): string {
  const names = {
    validation: "validation observations",
    assimilated: "assimilated observations",
    truth: "the truth",
    "withheld truth": "the truth at withheld ones",
  };
  const rmse = (run: string, reference: string): number =>
    columns.find((row) => row.run === run && row.against === reference && row.period === "whole")?.rmse ?? NaN;
  return (["validation", "assimilated", "truth", "withheld truth"] as const)
    .map((reference) => ({ reference, before: rmse("CTRL", reference), after: rmse("FC", reference) }))
    .filter(({ before, after }) => Number.isFinite(before) && Number.isFinite(after))
    .map(
      ({ reference, before, after }) =>
        `RMSE against ${names[reference]} ${before.toFixed(2)} -> ${after.toFixed(2)} ppm`,
    )
    .join(", ");
}

/** @returns the parts that were not found, as they are named to the user */
export function missingParts({ finished, observations, fluxes, budgets, twin }: Evaluated): string[] {
  const runs = new Set(observations?.columns.map(({ run }) => run));
  const whole = fluxes?.regions.filter(({ period }) => period === "whole") ?? [];
  const has = (key: "posterior" | "posteriorSpread"): boolean => whole.some((row) => Number.isFinite(row[key]));
  return [
    ...(finished ? [] : ["the rest of the run: it was stopped, or goes on"]),
    ...(observations === undefined ? ["observations.nc: no columns are compared"] : []),
    ...(observations !== undefined && !runs.has("CTRL") ? ["the run with prior fluxes (CTRL)"] : []),
    ...(observations !== undefined && !runs.has("FC") ? ["the run with posterior fluxes (FC)"] : []),
    ...(observations !== undefined && !runs.has("AN") ? ["the analysis (AN)"] : []),
    ...(fluxes === undefined ? ["flux files of the scored period"] : []),
    ...(fluxes !== undefined && !has("posterior") ? ["posterior fluxes"] : []),
    ...(fluxes !== undefined && !has("posteriorSpread") ? ["the members' regional totals: no spread of totals"] : []),
    ...(budgets.length === 0 ? ["budget.nc: no carbon budget"] : []),
    ...(twin ? [] : ["a known truth (only twin experiments have one)"]),
  ];
}
