/** What the observations did: what they taught, what was rejected, whether withheld ones agree, whether there is a signal. */
import type { Evaluation } from "../evaluation.js";
import type { RunObservations } from "../readRun.js";
import { greatCircleDistance, unitVector } from "../../grids/sphere.js";
import { type Check, type CheckKind, FEWEST, FEWEST_OF_PART, judged, untested } from "./check.js";
import { type Departure, rootMeanSquare } from "./departures.js";

/** @param scored indices of observations of the scored period */
export function useChecks(
  { observations: tables }: Pick<Evaluation, "observations">,
  observations: RunObservations,
  scored: readonly number[],
  departures: readonly Departure[],
): Check[] {
  const neighbours = likeNeighbours(observations, scored);
  return [
    degreesOfFreedom(departures),
    rejected(observations, scored),
    withheld(tables),
    signal(observations, scored, neighbours.state === "pass"),
    neighbours,
  ];
}

const freedomKind: CheckKind = {
  id: "degrees-of-freedom",
  title: "Degrees of freedom for signal",
  unit: "1",
  meaning:
    "Sum over observations of analysis variance over error variance, at most what they taught: of each observation near 0 " +
    "nothing was learnt, near 1 it was fitted to its noise. Errors that the filter took as larger make it less.",
  advice:
    "near 0: larger sizes of the ensemble's errors, or the prior is known well already; near 1: larger errors of observations",
};

function degreesOfFreedom(all: readonly Departure[]): Check {
  const own = all.filter(({ analysisSpread, error }) => Number.isFinite(analysisSpread / error));
  if (own.length < FEWEST) return untested(freedomKind, "too few observations were assimilated in the scored period");
  const value = own.reduce((sum, { analysisSpread, error }) => sum + (analysisSpread / error) ** 2, 0);
  const each = value / own.length;
  const found = `${value.toFixed(1)} of ${own.length} observations, ${each.toFixed(3)} each.`;
  return judged(freedomKind, each > 0.005 && each < 0.6, found, [{ of: "whole", value, count: own.length }]);
}

const rejectedKind: CheckKind = {
  id: "rejected",
  title: "Share rejected",
  unit: "1",
  meaning: "Observations to be assimilated that were too far from the background, which the gate takes for outliers.",
  advice:
    "many: the background is wrong (boundary, prior, spin-up too short), errors are too small, or the data are bad",
};

function rejected({ fate }: RunObservations, scored: readonly number[]): Check {
  const count = (of: string): number => scored.filter((i) => fate[i] === of).length;
  const [out, used] = [count("gross_check"), count("assimilated")];
  if (out + used < FEWEST) return untested(rejectedKind, "too few observations in the scored period");
  const value = out / (out + used);
  const found = `${out} of ${out + used}, ${(100 * value).toFixed(1)} %.`;
  return judged(rejectedKind, value <= 0.05, found, [{ of: "whole", value, count: out + used }]);
}

const withheldKind: CheckKind = {
  id: "withheld",
  title: "Observations that were not assimilated",
  unit: "1",
  meaning:
    "RMSE of FC over that of CTRL against them: below 1 where posterior fluxes bring the model nearer to what it has not " +
    "seen. Necessary for skill in the flux, not sufficient.",
  advice: "above 1: do not use the fluxes; look at errors, gate and boundary. None: set observations.withheldShare",
};

function withheld(tables: Evaluation["observations"]): Check {
  const numbers = (["columns", "sites"] as const).flatMap((kind) => {
    const rows = (kind === "columns" ? tables?.columns : tables?.sites?.rows) ?? [];
    return (["validation", "TCCON"] as const).flatMap((reference) => {
      const of = (run: string) =>
        rows.find(({ run: own, against, period }) => own === run && against === reference && period === "whole");
      const [before, after] = [of("CTRL"), of("FC")];
      if (before === undefined || after === undefined || after.count < FEWEST) return [];
      return [{ of: `${kind}, ${reference}`, value: after.rmse / before.rmse, count: after.count }];
    });
  });
  if (numbers.length === 0)
    return untested(withheldKind, `CTRL, FC and ${FEWEST} or more such observations are not all there`);
  const found = `${numbers.map(({ of, value, count }) => `${value.toFixed(2)} at ${count} (${of})`).join(", ")}.`;
  return judged(
    withheldKind,
    numbers.every(({ value }) => value < 1),
    found,
    numbers,
  );
}

const signalKind: CheckKind = {
  id: "signal",
  title: "Is there anything to correct",
  unit: "1",
  meaning:
    "RMS of observation minus CTRL over the assumed errors: at 1 and below, where neighbours do not agree either, prior fluxes " +
    "explain all that the observations can see, and changes of fluxes are chance.",
  advice: "smaller errors if the data allow it; else the prior is as good as these observations can tell",
};

/** @param neighboursAgree what they share is seen below the error of one of them too */
function signal(
  { control, observed, biasCorrection, error, fate }: RunObservations,
  scored: readonly number[],
  neighboursAgree: boolean,
): Check {
  const own = scored.filter((i) => fate[i] === "assimilated" && Number.isFinite((observed[i] - control[i]) / error[i]));
  if (own.length < FEWEST) return untested(signalKind, "CTRL was not run, or too few observations were assimilated");
  const value =
    rootMeanSquare(own.map((i) => observed[i] - biasCorrection[i] - control[i])) /
    rootMeanSquare(own.map((i) => error[i]));
  return judged(signalKind, value > 1.05 || neighboursAgree, `${value.toFixed(2)} of ${own.length}.`, [
    { of: "whole", value, count: own.length },
  ]);
}

const neighbourKind: CheckKind = {
  id: "neighbours",
  title: "Do neighbouring observations agree",
  unit: "1",
  meaning:
    "Correlation of observation minus CTRL between observations within 500 km and 6 h. A signal of fluxes is alike there; near " +
    "0 the departures look like noise, and assimilating them moves fluxes by chance.",
  advice:
    "check units, times and places of the observations, and whether their errors are as stated; do not use the fluxes",
};
const NEAR = { metres: 500e3, seconds: 6 * 3600, partners: 3 } as const;

function likeNeighbours(observations: RunObservations, scored: readonly number[]): Check {
  const { control, observed, biasCorrection, fate, time, kind, longitude, latitude } = observations;
  const own = scored
    .filter((i) => ["assimilated", "gross_check"].includes(fate[i]) && Number.isFinite(observed[i] - control[i]))
    .sort((a, b) => time[a] - time[b]);
  const values = own.map((i) => observed[i] - biasCorrection[i] - control[i]);
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const places = own.map((i) => unitVector(longitude[i], latitude[i]));
  let [products, squares, pairs] = [0, 0, 0];
  own.forEach((i, a) => {
    let partners = 0;
    for (let b = a + 1; b < own.length && time[own[b]] - time[i] <= NEAR.seconds && partners < NEAR.partners; b++) {
      const j = own[b];
      if (kind[i] !== kind[j]) continue;
      if (greatCircleDistance(places[a], places[b]) > NEAR.metres) continue;
      products += (values[a] - centre) * (values[b] - centre);
      squares += ((values[a] - centre) ** 2 + (values[b] - centre) ** 2) / 2;
      pairs++;
      partners++;
    }
  });
  if (pairs < FEWEST_OF_PART)
    return untested(neighbourKind, `${pairs} pairs of neighbours are too few, or CTRL was not run`);
  const value = products / squares;
  return judged(neighbourKind, value > 2 / Math.sqrt(pairs), `${value.toFixed(2)} over ${pairs} pairs.`, [
    { of: "whole", value, count: pairs },
  ]);
}
