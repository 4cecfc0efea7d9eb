/** What the results of the page leave open: first what no twin can show, then what has not been run or reached. */
import { caseSets } from "./cases.js";
import type { Judgement } from "./judge.js";
import { type CasePlace, casesOf, type KnownCase } from "./summary.js";

const ALWAYS: readonly string[] = [
  "Nothing here is of real data. No flux estimate from real soundings has been compared with anything measured, so the skill " +
    "with real data is not known.",
  "Truth, prior and weather are synthetic. The other fluxes and the other transport are one choice each of what may be " +
    "different in nature; how far the real atmosphere and biosphere are from the model, and whether in such ways, is not known.",
  "The sizes of the errors of winds, boundary layer, lateral boundary, fossil fluxes and retrievals are assumed.",
  "Runs share the calendar of 2016: other years, with other cloud and other sampling, have not been run.",
];

/** @param outdated identifiers of results whose experiment has changed since */
export function unknowns(
  all: readonly CasePlace[],
  known: readonly KnownCase[],
  outdated: readonly string[],
  judged: readonly Judgement[],
): string[] {
  const of = (verdict: Judgement["verdict"]): Judgement[] => judged.filter((one) => one.verdict === verdict);
  const [missed, open] = [of("not met").length, of("not run").length];
  const lacking = caseSets.flatMap((set) => {
    const [planned, run] = [casesOf(all, { set }).length, casesOf(known, { set }).length];
    return run < planned ? [`${set} ${run} of ${planned}`] : [];
  });
  return [
    ...ALWAYS,
    ...(missed === 0 ? [] : [`Of ${judged.length} targets ${missed} are not met: how to meet them is not known.`]),
    ...(open === 0 ? [] : [`Of ${judged.length} targets ${open} have not been tried.`]),
    ...(lacking.length === 0
      ? []
      : [`Run so far, by set: ${lacking.join(", ")}. What is missing is marked "not run".`]),
    ...(outdated.length === 0
      ? []
      : [
          `${outdated.length} of the results are of an earlier form of their experiment, and may not be what the present ` +
            `program gives: ${listed(outdated)}.`,
        ]),
  ];
}

const MOST_NAMED = 5;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return rest > 0 ? `${names.slice(0, MOST_NAMED).join(", ")} and ${rest} more` : names.join(", ");
}
