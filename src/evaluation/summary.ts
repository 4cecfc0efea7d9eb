/** Five sentences that say what a run was and what it is worth, before any table. */
import type { Evaluation } from "./evaluation.js";
import type { FluxScore } from "./fluxScores.js";
import type { RegionRow } from "./rows.js";
import { digits } from "./digits.js";

type Summarised = Omit<Evaluation, "summary" | "statements" | "missing">;

/** Days below which no claim about fluxes holds, and validation observations below which differences are mostly chance. */
const SHORTEST_CLAIM = 21;
const FEWEST_OBSERVATIONS = 50;

/**
 * @returns what was assimilated; what changed, and how sure that is; what is weak; which check warns; where the rest is
 */
export function summary(evaluation: Summarised): string[] {
  return [assimilated(evaluation), changed(evaluation), weak(evaluation), warned(evaluation), where(evaluation)];
}

function assimilated({ twin, finished, observations, period }: Summarised): string {
  const kind = twin ? "A twin experiment, whose observations are made from a known truth" : "A run";
  const state = finished ? "" : ", not finished";
  if (observations === undefined) return `${kind}${state}: nothing was observed or assimilated.`;
  const { assimilated: used, gross_check: rejected, validation } = observations.fates;
  const days = `${period.start} to ${period.end}`;
  if (observations.columns.every(({ run }) => run === "CTRL") && observations.sites === undefined) {
    return `${kind}${state}, without an analysis: observations are compared with prior fluxes, ${days}.`;
  }
  const what =
    observations.sites === undefined
      ? "columns"
      : observations.columns.some(({ count }) => count > 0)
        ? "columns and samples of sites"
        : "samples of sites";
  const many = (count: number): string => (count === 0 ? "none" : String(count));
  const others = `${many(rejected)} rejected, ${many(validation)} kept to validate`;
  return `${kind}${state}: ${used} ${what} were assimilated, ${days} (${others}).`;
}

function changed(evaluation: Summarised): string {
  const rows = evaluation.fluxes?.regions.filter(({ period }) => period === "whole") ?? [];
  const row = rows.find(({ region }) => region === "mainland-china") ?? rows.find(({ region }) => region === "land");
  if (row === undefined || !Number.isFinite(row.posterior)) return "No fluxes were estimated.";
  if (row.posterior === row.prior && row.posteriorSpread === row.priorSpread) return "The fluxes did not change.";
  const { teragrams } = row;
  const told = (value: number, spread: number): string =>
    Number.isFinite(spread) ? `${digits(value, spread)} +- ${digits(spread, spread)}` : digits(value, value);
  const place = row.region === "land" ? "all land" : row.title;
  return (
    `The natural flux of ${place} in the ${row.days} days went from ${told(teragrams.prior, teragrams.priorSpread)} to ` +
    `${told(teragrams.posterior, teragrams.posteriorSpread)} TgC (+- one standard deviation)${sureness(evaluation, row)}.`
  );
}

/** What is known of how right the change is: from the truth, or from observations that were not assimilated. */
function sureness({ fluxes, observations, twin }: Summarised, row: RegionRow): string {
  const score =
    fluxes?.scores.find(({ scale }) => scale === "R8") ?? fluxes?.scores.find(({ scale }) => scale === "land");
  if (twin && score !== undefined && Number.isFinite(score.errorReduction)) return `; ${againstTruth(score, row)}`;
  const rows = [...(observations?.columns ?? []), ...(observations?.sites?.rows ?? [])];
  const of = (run: string) =>
    rows.find(
      ({ run: own, against, period, count }) =>
        own === run && against === "validation" && period === "whole" && count > 0,
    );
  const [before, after] = [of("CTRL"), of("FC")];
  if (before === undefined || after === undefined) return "; nothing in this run tests that";
  return `; at ${after.count} observations that were not assimilated the RMSE goes from ${before.rmse.toFixed(2)} to ${after.rmse.toFixed(2)} ppm with these fluxes`;
}

function againstTruth({ scale, errorReduction, low, high }: FluxScore, row: RegionRow): string {
  const place = scale === "R8" ? "regions the size of an eighth of the land" : "all land";
  const way = errorReduction >= 0 ? "smaller" : "larger";
  const interval = Number.isFinite(low) ? ` (90 %: ${low.toFixed(0)} to ${high.toFixed(0)} % smaller)` : "";
  const spreads = Math.abs(row.posterior - row.truth) / row.posteriorSpread;
  const known = Number.isFinite(spreads)
    ? `, and the truth, ${digits(row.teragrams.truth, row.teragrams.posteriorSpread)} TgC, is ${spreads.toFixed(1)} standard deviations away`
    : "";
  return `errors of ${place} became ${Math.abs(errorReduction).toFixed(0)} % ${way}${interval}${known}`;
}

function weak({ damage, stopped, period, observations, fluxes, twin }: Summarised): string {
  const points: string[] = [];
  if (damage !== undefined) points.push("the folder is not whole");
  if (stopped !== undefined) points.push("the run was stopped by its own numbers");
  const hasPosterior = fluxes?.regions.some(({ posterior }) => Number.isFinite(posterior)) === true;
  if (hasPosterior && period.scoredDays < SHORTEST_CLAIM) {
    points.push(`${period.scoredDays} days are scored, and claims about fluxes need ${SHORTEST_CLAIM}`);
  }
  const land = landGotWorse(fluxes);
  if (land !== undefined) points.push(land);
  const most = Math.max(
    0,
    ...[...(observations?.columns ?? []), ...(observations?.sites?.rows ?? [])]
      .filter(({ against, period: part }) => against === "validation" && part === "whole")
      .map(({ count }) => count),
  );
  if (observations !== undefined && most < FEWEST_OBSERVATIONS) {
    points.push(`${most === 0 ? "no" : `only ${most}`} observations are there to validate with`);
  }
  if (hasPosterior && !twin)
    points.push("the true fluxes are not known: a smaller spread is a belief, not a measured error");
  if (points.length === 0) {
    return hasPosterior
      ? "Weak remain what all such runs are weak in: fluxes by night, below 1000 km, and the total of the domain."
      : "There are no fluxes to be weak in.";
  }
  return `Weak: ${points.join("; ")}.`;
}

/** Errors of regions that cancel in the sum of the prior leave little to gain in the sum. */
export function landGotWorse(fluxes: Evaluation["fluxes"]): string | undefined {
  const land = fluxes?.scores.find(({ scale }) => scale === "land");
  const parts = fluxes?.scores.find(({ scale }) => scale === "R8");
  if (land === undefined || land.posterior <= land.prior) return undefined;
  const error = `the error of all land together grew from ${land.prior.toFixed(2)} to ${land.posterior.toFixed(2)} umol m-2 s-1`;
  const cancelled =
    parts !== undefined && parts.errorReduction > 0 && land.prior < parts.prior / Math.sqrt(parts.count);
  return cancelled
    ? `${error}, as the prior's errors, ${parts.prior.toFixed(2)} in eighths of the land, happen to cancel in the sum, which left ` +
        "nothing to gain there"
    : error;
}

function warned({ checks }: Summarised): string {
  const tested = checks.filter(({ state }) => state !== "untested");
  const warnings = checks.filter(({ state }) => state === "warn");
  if (tested.length === 0) return "Nothing could be checked.";
  if (warnings.length === 0) return `All ${tested.length} checks that could be made pass.`;
  const names = warnings.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1));
  return `Of ${tested.length} checks ${warnings.length} ${warnings.length === 1 ? "warns" : "warn"} (what that means stands under Checks): ${names.join("; ")}.`;
}

function where({ fluxes }: Summarised): string {
  const map = fluxes === undefined ? "" : ", a map in flux_map.png";
  return `The tables follow; they are in evaluation.txt and table_*.csv too${map}, and for programs in evaluation.json.`;
}
