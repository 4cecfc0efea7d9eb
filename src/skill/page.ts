/** The page docs/skill.md, made of stored results alone: the same results give the same text. */
import { fixed } from "../drawing/textTable.js";
import { REPORTED_TRUTHS, type Scale, TUNED_TRUTHS } from "./cases.js";
import { comparison, paperTable, targetTable, truthTable } from "./pageTables.js";
import { meaning } from "./meaning.js";
import { casesOf, type KnownCase } from "./summary.js";
import { perfectPriorTargets, targets } from "./targets.js";

/** A figure of the page. */
export interface SkillFigure {
  /** File without its ending. */
  readonly name: string;
  readonly svg: string;
  /** What it shows, for those who cannot see it and under it. */
  readonly caption: string;
}

/** @param all number of cases in the matrix @param scale that all of them were set to, if any @param figures in the order in which they are shown */
export function skillPage(
  cases: readonly KnownCase[],
  all: number,
  scale: Scale | undefined,
  figures: readonly SkillFigure[],
): string {
  const core = casesOf(cases, { set: "core" });
  const picture = (name: string): string[] =>
    figures
      .filter((figure) => figure.name === name)
      .map(({ caption }) => `![${caption}](skill/${name}.png)\n\n*${caption}*`);
  const parts: string[] = [
    "# Skill in twin experiments",
    "Made by `npm run skill` from the results in `skill/results/`, one small file an experiment, which holds the whole " +
      "configuration; do not edit.",
    ...notices(cases, all, scale),
    DESIGN,
    `A truth is named by the seed of every draw. Settings were chosen by truths ${list(TUNED_TRUTHS)}; reported are truths ` +
      `${list(REPORTED_TRUTHS)}. These are not unseen: 1 and 2 had been run with localization about the sounding (ideal, R24 54 ` +
      "and 52 %), real truth 1 with that of the way of the air before it became the default, and all four with a prior of " +
      "smaller errors (R24 69 % in ideal and 59 % in real, error 1.5 and 1.7 times the spread). What that taught was what to " +
      "look for, on the truths for that.",
    "## Targets",
    targetTable(core, targets, REPORTED_TRUTHS.length),
    ...picture("error_reduction"),
    "## Truth by truth",
    truthTable(core),
    ...picture("columns"),
    ...picture("spread"),
    ...picture("maps"),
    "## A prior that is right",
    'The prior is the truth; initial state, boundary and, in "real", weather and retrievals are wrong as before. What the ' +
      "inversion then changes is made up.",
    targetTable(casesOf(cases, { set: "perfect" }), perfectPriorTargets, 1),
    truthTable(casesOf(cases, { set: "perfect" })),
    "## Other weather",
    "The same with the winds of a general circulation model (SPEEDY, a July of its own climate) in truth and model. This and " +
      "all that is compared below is run on cells of 128 km, where an experiment takes a minute in place of five, beside the " +
      "standard experiment there.",
    comparison(cases, "weather", "synthetic weather"),
    "## Observing systems",
    "GOSAT-like: single soundings 158 km apart; OCO-2-like: a narrow swath with a repeat of 16 days, averaged along the " +
      "track; towers: afternoon hours at surface sites. What is withheld is of the network itself, so ratios of XCO2 errors " +
      "cannot be compared between networks; error reductions of the flux can. What is assumed of OCO-2-like columns, 1 ppm of " +
      "representation and errors inflated for neighbours along the track, is more than they have here: chi-square is below 1.",
    comparison(cases, "networks", "GOSAT-like"),
    ...picture("networks"),
    "## The published flux forecast",
    "Eq. 1 of Kou et al. (2023) in place of the persistent parameters, localized about the sounding. As printed it diverges, " +
      "the sooner the larger beta and the thinner the lowest layer, which is 33 m thick in the standard layers: members with " +
      "more CO2 near the ground are given more respiration by night. Where it does not diverge it has no skill for the flux, " +
      "though the analyses improve. A run that a guard stops leaves what it wrote, which can be evaluated.",
    paperTable(cases),
    "## Localization",
    comparison(cases, "localization", "2000 km, all the way of the air"),
    "## Gate and assumed error",
    "What may depart from the ensemble mean. The outliers of the real experiment, 2 % of -4 ppm, are within the standard gate " +
      "as a rule.",
    comparison(cases, "gate", "3.5 expected departures, 1 ppm of representation assumed"),
    "## Filter",
    comparison(cases, "filter", "EnSRF"),
    "## Boundary offset and retrieval bias as part of the state",
    comparison(cases, "estimate", "neither"),
    "## The truths that settings were chosen on",
    "On cells of 128 km, as they were chosen.",
    truthTable(casesOf(cases, { set: "tuning" })),
    "## What it means",
    meaning(cases)
      .map((sentence) => `- ${sentence}`)
      .join("\n"),
    timeLine(cases),
  ];
  return `${parts.map((part) => part.trimEnd()).join("\n\n")}\n`;
}

const DESIGN =
  "A twin experiment makes its observations from a truth that the inversion does not see: uptake and respiration " +
  "differ from the prior's by errors correlated over 600 and 200 km, and by variation with the weather from day to " +
  "day that no prior has; fossil emissions are known. 50 members, China at 64 km, 30 days of July, of which the " +
  "last 21 are scored. **Ideal**: weather and transport are right, retrievals have the random errors that they " +
  "state. **Real**: the model's wind is early or late and too strong or weak, its boundary layer too deep or " +
  "shallow, its boundary off, the retrievals biased by region, and some are outliers; sizes in " +
  "[configuration.md](configuration.md). Error reduction is that of the period-mean natural flux against the truth, " +
  "over 8 (R8) and 24 (R24) regions of land, squares of 128 km, and cells; of all land the error of its mean is shown, and of " +
  "R24 how the error compares with the posterior spread, 1 where the ensemble knows its error. Day and night are what the " +
  "hours with the sun up, and the others, contribute to the mean. XCO2 errors are RMSE against the " +
  "noise-free truth at soundings that were withheld: CTRL with prior fluxes, FC with posterior fluxes, AN the " +
  "analyses. Chi-square is the mean square of the innovations of assimilated soundings over what ensemble and " +
  "assumed errors expect of it: above 1, they expect too little; what the gate rejected has no part in it. Run one with `jdas twin ideal` or `jdas twin " +
  "real`.";

function notices(cases: readonly KnownCase[], all: number, scale: Scale | undefined): string[] {
  return [
    ...(scale === "128"
      ? ["**Trial on cells of 128 km: not the standard experiments, and targets are not about it.**"]
      : []),
    ...(scale === "short"
      ? ["**Trial of the program on a tiny grid over 5 days: its numbers say nothing about skill.**"]
      : []),
    ...(cases.length < all
      ? [`${cases.length} of ${all} experiments have been run; what is missing shows as "-".`]
      : []),
  ];
}

function timeLine(cases: readonly KnownCase[]): string {
  const hours = cases.reduce((sum, { result }) => sum + result.seconds, 0) / 3600;
  return `The times that the ${cases.length} experiments took add up to ${fixed(hours, 1)} hours.`;
}

function list(values: readonly number[]): string {
  return `${values.slice(0, -1).join(", ")} and ${values[values.length - 1]}`;
}
