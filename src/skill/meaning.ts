/** What the numbers of the page say, in sentences that follow from them. */
import { type CaseSet, REPORTED_TRUTHS } from "./cases.js";
import { fixed } from "../drawing/textTable.js";
import { networks, networkTitles } from "./networks.js";
import { type Kind, kinds, type ScoreName, scoreTitles } from "./scores.js";
import {
  casesOf,
  casesOfNetwork,
  errorOverSpread,
  judge,
  type KnownCase,
  standardBeside,
  summarise,
} from "./summary.js";
import { perfectPriorTargets, targets } from "./targets.js";

/** Factors by which errors may differ from spreads and still agree with them. */
const AGREEMENT = 1.25;
/** Error over spread from which on a network is said to count for too much. */
const OVERWEIGHT = 2;

export function meaning(cases: readonly KnownCase[]): string[] {
  return [
    ...kinds.map((kind) => targetSentence(cases, kind)),
    ...kinds.flatMap((kind) => columnSentence(cases, kind)),
    ...kinds.flatMap((kind) => spreadSentence(cases, kind)),
    ...kinds.flatMap((kind) => perfectSentence(cases, kind)),
    ...kinds.flatMap((kind) => nightSentence(cases, kind)),
    ...kinds.flatMap((kind) => networkSentence(cases, kind)),
    ...kinds.flatMap((kind) => weightSentence(cases, kind)),
    ...COMPARED.flatMap(([set, name]) => kinds.flatMap((kind) => changeSentence(cases, set, name, kind))),
    "Truth and prior come from one family of synthetic fluxes, and so do the errors that the ensemble expects: real errors " +
      "may be of a kind that neither has. These numbers bound what can be claimed from above.",
  ];
}

/** Sets whose variants are compared with the standard experiment, and what they vary. */
const COMPARED: readonly (readonly [CaseSet, string])[] = [
  ["localization", "Localization"],
  ["gate", "Gate"],
  ["filter", "Filter"],
  ["estimate", "Extended state"],
];

/** Differences of error reductions, truth by truth, which vary less than the error reductions themselves. */
function changeSentence(cases: readonly KnownCase[], set: CaseSet, name: string, kind: Kind): string[] {
  const own = casesOf(cases, { set, kind });
  const variants = [...new Set(own.map(({ variant }) => variant))];
  const changes = variants.flatMap((variant) => {
    const differences = casesOf(own, { variant }).flatMap((one) => {
      const [beside] = standardBeside(cases, [one]);
      const change = beside === undefined ? NaN : one.result.scores.R24 - beside.result.scores.R24;
      return Number.isFinite(change) && one.result.stopped === undefined ? [change] : [];
    });
    if (differences.length === 0) return [];
    return [`${variant} ${differences.map((value) => `${value < 0 ? "" : "+"}${fixed(value, 0)}`).join(" and ")}`];
  });
  return changes.length === 0
    ? []
    : [`${name}, ${kind}: R24 error reduction against the standard [% points], truth by truth: ${changes.join("; ")}.`];
}

function targetSentence(cases: readonly KnownCase[], kind: Kind): string {
  const judged = [
    ...targets[kind].map((target) => judge(casesOf(cases, { set: "core", kind }), target)),
    ...perfectPriorTargets[kind].map((target) => judge(casesOf(cases, { set: "perfect", kind }), target)),
  ];
  const named = (verdict: string): string[] =>
    judged.filter((one) => one.verdict === verdict).map(({ target }) => scoreTitles[target.score]);
  const [missed, unknown] = [named("not met"), named("not known")];
  const list = (name: string, titles: readonly string[]): string =>
    titles.length === 0 ? "" : ` ${name}: ${titles.join("; ")}.`;
  const [core, perfect] = (["core", "perfect"] as const).map((set) => casesOf(cases, { set, kind }).length);
  const all = REPORTED_TRUTHS.length;
  const so = [
    ...(core < all ? [` so far, by ${core} of ${all} truths`] : []),
    ...(perfect > 0 && perfect < all ? [`, with a right prior by ${perfect} of ${all} truths`] : []),
  ].join("");
  return (
    `Of ${judged.length} targets of the ${kind} experiment ${named("met").length} are met${so}.` +
    `${list("Not met", missed)}${list("Not known", unknown)}`
  );
}

function columnSentence(cases: readonly KnownCase[], kind: Kind): string[] {
  const core = casesOf(cases, { set: "core", kind });
  const [after, analysis] = (["posteriorOverControl", "analysisOverControl"] as const).map(
    (score) => summarise(core, score).mean,
  );
  if (!Number.isFinite(after)) return [];
  const nearer = analysis < after ? "nearer to the truth than" : "no nearer to the truth than";
  return [
    `In the ${kind} experiment the posterior fluxes alone leave ${fixed(100 * after, 0)} % of CTRL's XCO2 error at withheld ` +
      `soundings, the analyses ${fixed(100 * analysis, 0)} %: AN is ${nearer} FC, whose fluxes have seen the soundings of the ` +
      "week after them.",
  ];
}

function spreadSentence(cases: readonly KnownCase[], kind: Kind): string[] {
  const ratio = errorOverSpread(casesOf(cases, { set: "core", kind }), "R24");
  if (!Number.isFinite(ratio)) return [];
  const verdict =
    ratio > AGREEMENT
      ? "the ensemble is too sure of itself"
      : ratio < 1 / AGREEMENT
        ? "the ensemble is less sure than it could be"
        : "the ensemble knows its error";
  return [
    `In the ${kind} experiment the posterior error of R24 regions is ${fixed(ratio, 2)} times the posterior spread (RMS): ` +
      `${verdict}.`,
  ];
}

/** A prior without error can only be made worse, and by how much. */
function perfectSentence(cases: readonly KnownCase[], kind: Kind): string[] {
  const perfect = casesOf(cases, { set: "perfect", kind });
  const { mean: error } = summarise(perfect, "R8Posterior");
  const { mean: ratio } = summarise(perfect, "posteriorOverControl");
  if (!Number.isFinite(error) || !Number.isFinite(ratio)) return [];
  return [
    `In the ${kind} experiment with a prior that is right the inversion makes up ${fixed(error, 2)} umol m-2 s-1 at R8, and ` +
      `the XCO2 error of FC is ${fixed(ratio, 2)} times that of CTRL.`,
  ];
}

function nightSentence(cases: readonly KnownCase[], kind: Kind): string[] {
  const standard = casesOf(cases, { set: "coarse", kind });
  const [day, night] = (["R24Day", "R24Night"] as const).map((score) => summarise(standard, score).mean);
  if (!Number.isFinite(day) || !Number.isFinite(night)) return [];
  return [
    `In the ${kind} experiment on 128 km the error of R24 regions by day is reduced by ${fixed(day, 0)} %, by night by ` +
      `${fixed(night, 0)} %.`,
  ];
}

/** Networks whose posterior error is so far beyond the posterior spread that its observations count for too much. */
function weightSentence(cases: readonly KnownCase[], kind: Kind): string[] {
  const own = casesOf(cases, { set: "networks", kind });
  const heavy = networks.flatMap((network) => {
    const ratio = errorOverSpread(casesOfNetwork(cases, own, network), "R24");
    return ratio > OVERWEIGHT ? [`${fixed(ratio, 1)} (${networkTitles[network]})`] : [];
  });
  return heavy.length === 0
    ? []
    : [
        `Too much weight is given to some observations, ${kind}: the posterior error of R24 regions is ${heavy.join(", ")} ` +
          "times the posterior spread. Errors of neighbouring hours at a site are taken as independent, which they are not.",
      ];
}

/** What each network constrains best, at truths that all of them have. */
function networkSentence(cases: readonly KnownCase[], kind: Kind): string[] {
  const own = casesOf(cases, { set: "networks", kind });
  if (own.length === 0) return [];
  const best = (score: ScoreName): string => {
    const ranked = networks
      .map((network) => ({
        name: networkTitles[network],
        value: summarise(casesOfNetwork(cases, own, network), score).mean,
      }))
      .filter(({ value }) => Number.isFinite(value))
      .sort((a, b) => b.value - a.value);
    return ranked.map(({ name, value }) => `${name} ${fixed(value, 0)} %`).join(", ");
  };
  return [`Observing systems by error reduction, ${kind}: at R8 ${best("R8")}; at 128 km ${best("blocks")}.`];
}
