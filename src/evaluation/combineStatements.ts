/** What the numbers of several runs together can and cannot show, said with them. */
import type { Combination } from "./combination.js";
import type { Evaluation } from "./evaluation.js";

/** Runs below which the spread between them is hardly known. */
const FEW_RUNS = 4;

/** @param leftOut names of regions that are not in all runs */
export function combinationStatements(
  { runs, differences, coverage }: Omit<Combination, "statements">,
  evaluations: readonly Evaluation[],
  leftOut: readonly string[],
): string[] {
  const twins = evaluations.filter(({ twin }) => twin).length;
  const keys = differences.map(({ key }) => key);
  const result = [
    "Within: root mean square of the ensembles' spreads of the total. Between: standard deviation over the runs (divisor " +
      "runs - 1). Combined: the root of the sum of their squares, for one estimate out of such configurations: it does not " +
      "shrink with the number of runs.",
    "The 90 % interval is mean +- t x combined, t of Student's distribution with effective degrees of freedom: the few runs " +
      "count where they differ, the members where they agree.",
    "A bias that all runs share (the same weather, boundary or retrievals in error) is neither within nor between.",
  ];
  if (runs.length < FEW_RUNS) {
    result.push(
      `The spread between ${runs.length} runs is known poorly; where it dominates the interval is wide for that.`,
    );
  }
  if (keys.length > 0 && keys.every((key) => key === "seed")) {
    result.push(
      "The runs differ in their seed alone: what lies between them is the chance of draws, not the choice of a configuration.",
    );
  }
  if (twins === runs.length && coverage.length === 0) {
    result.push(
      "WARNING: the truths of these twins are not the same, so the runs estimate different fluxes: what lies between them " +
        "is no uncertainty, and no error is given.",
    );
  } else if (twins > 0 && twins < runs.length) {
    result.push(
      `WARNING: ${twins} of ${runs.length} runs are twin experiments: they estimate other fluxes than the rest.`,
    );
  }
  if (leftOut.length > 0) {
    result.push(`Regions that not all of the experiment files give are left out: ${leftOut.join(", ")}.`);
  }
  if (coverage.length > 0) {
    result.push(
      "The runs estimate the fluxes of one known truth. An option of the transport in which they differ is the same in the truth " +
        "of each, unless twin.transport names it there: else the error that it makes is not in these numbers.",
    );
  }
  return result;
}
