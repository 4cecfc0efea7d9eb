/** The page docs/skill.md, made of stored results alone: the same results give the same text. */
import { fixed } from "../drawing/textTable.js";
import { REPORTED_TRUTHS, TUNED_TRUTHS } from "./cases.js";
import { judge } from "./judge.js";
import { matrixTable, paperTable, seasonTable, targetTable, titleOf, truthTable, variantTable } from "./pageTables.js";
import { settingsTable } from "./settingsTable.js";
import { atTruthsOf, type CasePlace, casesOf, type KnownCase, type Selection } from "./summary.js";
import { targets } from "./targets.js";
import { unknowns } from "./unknowns.js";
import { annualTable, monthlyTable } from "./yearTables.js";

/** A figure of the page. */
export interface SkillFigure {
  /** File without its ending. */
  readonly name: string;
  readonly svg: string;
  /** What it shows, for those who cannot see it and under it. */
  readonly caption: string;
}

export interface PageContents {
  /** All cases that there are, and those that were run. */
  readonly all: readonly CasePlace[];
  readonly known: readonly KnownCase[];
  /** Identifiers of those whose experiment has changed since. */
  readonly outdated: readonly string[];
  /** In the order in which they are shown. */
  readonly figures: readonly SkillFigure[];
}

export function skillPage({ all, known, outdated, figures }: PageContents): string {
  const picture = (name: string): string[] =>
    figures
      .filter((figure) => figure.name === name)
      .map(({ caption }) => `![${caption}](skill/${name}.png)\n\n*${caption}*`);
  const judged = targets.map((target) => judge(target, all, known));
  const parts: string[] = [
    "# Skill in twin experiments",
    "Made by `npm run skill` from the results in `skill/results/`, one small file an experiment, which holds the whole " +
      "configuration; do not edit.",
    ...(all.some(({ scale }) => scale === "short")
      ? ["**Trial of the program on a tiny grid over 5 days: its numbers say nothing about skill.**"]
      : []),
    "## What is not known",
    unknowns(all, known, outdated, judged)
      .map((sentence) => `- ${sentence}`)
      .join("\n"),
    "## Targets",
    'For truths with other fluxes and another transport than the inversion assumes ("both other" below), on cells of 128 km; ' +
      "numbers are of all truths of a season together, and every season has to reach them; of mainland China, one region, all " +
      "seasons together do. Shares of few are judged to the next whole number of them.",
    targetTable(judged),
    "## The matrix",
    MATRIX,
    matrixTable(all, known),
    ...picture("error_reduction"),
    ...picture("coverage"),
    "## A prior that is right",
    "The prior's biosphere is the truth; all else is wrong as before, so families of flux errors make no difference. What the " +
      "inversion changes is made up.",
    seasonTable(all, known, "perfect"),
    "## A prior of a third of the errors, and parameters of as little spread",
    "The spread of the parameters is a third of the standard one, as sizes that are found from the innovations would be.",
    seasonTable(all, known, "third-tuned"),
    "## Settings, truth by truth",
    `On truths ${range(TUNED_TRUTHS)}, of which nothing else is reported: mean difference from the standard settings over the ` +
      "truths (90 % interval by Student's t of the paired differences). Where the interval holds 0 no difference is shown; of " +
      "ten numbers without a difference one shows one by chance. Settings are chosen by this table alone. " +
      "What lasts is compared over April to June, of which all days but the first nine are scored, with a truth on cells of the model's size.",
    settingsTable(all, known),
    "## What the errors come from",
    "Both other, full errors of the prior, each with one kind of error less, beside the same truths with all of them.",
    ...causesParts(all, known),
    ...yearParts(all, known),
    "## Observing systems",
    "July, both other. GOSAT-like: single soundings 158 km apart; OCO-2-like: a narrow swath with a repeat of 16 days, averaged " +
      "along the track; towers: afternoon hours at surface sites. What is withheld is of the network itself, so ratios of XCO2 " +
      "errors cannot be compared between networks; error reductions of the flux can.",
    networkTable(all, known),
    ...picture("networks"),
    "## Other weather",
    "July, truths as assumed, with the winds of a general circulation model (SPEEDY, a July of its own climate) in truth and " +
      "model, beside the synthetic weather.",
    weatherTable(all, known),
    "## What `jdas twin` runs",
    "The shipped experiments on cells of 64 km in July, truth by truth. What `jdas twin` says is expected are the least and the " +
      "most of these.",
    truthTable(all, known, "core"),
    ...picture("maps"),
    "## The published flux forecast",
    "Eq. 1 of Kou et al. (2023) in place of the persistent parameters, localized about the sounding, in July, one ideal truth. " +
      "A run that a guard stops leaves what it wrote, which can be evaluated.",
    paperTable(all, known),
    "## How it is made",
    DESIGN,
    timeLine(known),
  ];
  return `${parts.map((part) => part.trimEnd()).join("\n\n")}\n`;
}

const MATRIX =
  "Season, factor on the errors of the prior's biosphere, and how the truth was made: **as assumed**, of the family of flux " +
  "errors that the parameters are made for and through the model's transport with errors in wind, boundary layer and " +
  "boundary; **other fluxes**, a patchy biosphere with sharp edges and light curves of its own; **other transport**, through " +
  "mixing and resolution of another kind with a boundary error of another form; **both other**. Error reductions of R24, R8 " +
  "and provinces are means over the truths, and in brackets those of the root mean square over truths and regions, in which a " +
  "truth whose prior is nearly right weighs little; those of mainland China and of all land are of the root mean square over " +
  "the truths.";

const DESIGN =
  "A twin experiment makes its observations from a truth that the inversion does not see. The truth has other uptake and " +
  "respiration than the prior, and varies with the weather from day to day as no prior does; in all but the ideal experiment " +
  "the model's wind, boundary layer and lateral boundary are wrong too, so are fossil and ocean fluxes, retrievals are " +
  "biased by region and by what the light passes through, share errors with their neighbours, and some are outliers; sizes " +
  "in [configuration.md](configuration.md). 50 members, China; a season is 30 days of its month in 2016, of which the last " +
  "21 are scored; a year is 2016, after 7 days. Error reduction is that of the period-mean natural flux against the truth, " +
  "over 8 (R8) and 24 (R24) regions of land, provinces, mainland China and all land. Error over spread is " +
  "the root mean square error over the root mean square spread of the members' means of the period, 1 where the ensemble " +
  "knows its error; 90 % intervals are 1.645 spreads to each side. XCO2 errors are RMSE against the noise-free truth at " +
  "soundings that were withheld: CTRL with prior fluxes, FC with posterior fluxes, AN the analyses. Chi-square is the mean " +
  "square of the innovations of assimilated soundings over what ensemble and assumed errors expect of it, bias their mean; " +
  `what the gate rejected has no part in it. A truth is named by the seed of every draw: reported are ${range(REPORTED_TRUTHS)}, ` +
  "or the first of them.";

function yearParts(all: readonly CasePlace[], known: readonly KnownCase[]): string[] {
  const planned = casesOf(all, { set: "year" });
  const scales = [...new Set(planned.map(({ scale }) => scale))];
  return [
    "## The year 2016",
    "Both other. Root mean square over the truths [PgC yr-1]; a total of a month is shown as a rate, and its spread is that of " +
      "the members' totals of the month.",
    ...scales.flatMap((scale) => {
      const run = casesOf(known, { set: "year", scale }).filter(({ result }) => result.stopped === undefined);
      const title = `### On cells of ${scale} km, ${run.length} of ${casesOf(planned, { scale }).length} truths`;
      if (run.length === 0) return [title, "Not run."];
      return [
        title,
        annualTable(run),
        "By month: error of the prior -> of the posterior, error / spread [1].",
        monthlyTable(run),
      ];
    }),
  ];
}

function networkTable(all: readonly CasePlace[], known: readonly KnownCase[]): string {
  const standard: Selection = { set: "matrix", season: "july", size: "full", form: "all" };
  const beside = { name: "GOSAT-like", planned: casesOf(all, standard), known: casesOf(known, standard) };
  return variantTable(all, known, { set: "networks" }, beside);
}

function weatherTable(all: readonly CasePlace[], known: readonly KnownCase[]): string {
  const standard: Selection = { set: "matrix", season: "july", size: "full", form: "standard" };
  const own = casesOf(all, { set: "weather" });
  const planned = casesOf(all, standard).filter(({ truth }) => own.some((other) => other.truth === truth));
  const beside = { name: "synthetic weather", planned, known: atTruthsOf(casesOf(known, standard), own) };
  return variantTable(all, known, { set: "weather" }, beside);
}

function causesParts(all: readonly CasePlace[], known: readonly KnownCase[]): string[] {
  const seasonsOfSet = [...new Set(casesOf(all, { set: "causes" }).map(({ season }) => season))];
  return seasonsOfSet.flatMap((season) => {
    const own = casesOf(known, { set: "causes", season });
    const standard: Selection = { set: "matrix", season, size: "full", form: "all" };
    const of = <T extends CasePlace>(cases: readonly T[]): T[] =>
      casesOf(cases, standard).filter(({ truth }) => own.some((other) => other.truth === truth));
    const beside = { name: "all errors", planned: of(all), known: of(known) };
    return [`### ${titleOf(season)}`, variantTable(all, known, { set: "causes", season }, beside)];
  });
}

function timeLine(known: readonly KnownCase[]): string {
  const hours = known.reduce((sum, { result }) => sum + result.seconds, 0) / 3600;
  return `The times that the ${known.length} experiments took add up to ${fixed(hours, 1)} hours.`;
}

/** "1 to 10" */
function range(values: readonly number[]): string {
  return `${values[0]} to ${values[values.length - 1]}`;
}
