/** The flux map of a run, from its evaluation. */
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import { formatDay } from "../../time.js";
import { digits } from "../digits.js";
import type { Evaluation } from "../evaluation.js";
import type { RunFluxes } from "../readFluxes.js";
import type { RunDescription, RunObservations } from "../readRun.js";
import { fluxMap } from "./fluxMap.js";

/** @returns SVG; undefined where the run wrote no prior flux */
export function runFluxMap(
  evaluation: Evaluation,
  fluxes: RunFluxes | undefined,
  observations: RunObservations | undefined,
  description: RunDescription,
  overlays: MapOverlays,
): string | undefined {
  const prior = fluxes?.whole.fields.natural_prior;
  if (fluxes === undefined || prior === undefined) return undefined;
  const { natural_posterior: posterior, natural_truth: truth } = fluxes.whole.fields;
  const whole = evaluation.fluxes?.regions.find(({ region, period }) => region === "land" && period === "whole");
  const land = whole?.teragrams;
  const total = (value: number, spread = NaN): string => {
    const like = Number.isFinite(spread) ? spread : value;
    const more = Number.isFinite(spread) ? ` ± ${digits(spread, spread)}` : "";
    return `land ${digits(value, like).replace("-", "\u2212")}${more} TgC`;
  };
  const notes =
    land === undefined
      ? {}
      : {
          prior: total(land.prior, land.priorSpread),
          ...(posterior && { posterior: total(land.posterior, land.posteriorSpread), change: total(land.change) }),
          ...(truth && { wanted: total(land.truth - land.prior) }),
        };
  const days = fluxes.whole.days;
  const assimilated = assimilatedPlaces(observations, description);
  const period = `Mean of ${formatDay(fluxes.firstDay)} to ${formatDay(fluxes.lastDay)} UTC (${days} day${days === 1 ? "" : "s"}), totals of these days`;
  const dots = posterior && assimilated.longitude.length > 0 ? "; dots: assimilated observations" : "";
  return fluxMap({
    title: evaluation.title,
    subtitles: [`${period}${dots}`, ...madeOf(evaluation)],
    grid: fluxes.grid,
    prior,
    ...(posterior && { posterior }),
    ...(truth && { truth }),
    ...overlays,
    observations: assimilated,
    notes,
  });
}

/** What is true of every twin is said in a line; of other runs what is made up is told in full. */
function madeOf({ twin, remarks }: Evaluation): string[] {
  if (twin)
    return [
      "Synthetic: a twin experiment, observations are made from a known truth. What else it is made of: evaluation.txt",
    ];
  return remarks.length > 0 ? [remarks.join(" ")] : [];
}

function assimilatedPlaces(
  observations: RunObservations | undefined,
  { scoredFrom, end }: RunDescription,
): { longitude: number[]; latitude: number[] } {
  const chosen = (observations?.time ?? [])
    .map((_, i) => i)
    .filter(
      (i) =>
        observations?.fate[i] === "assimilated" && observations.time[i] >= scoredFrom && observations.time[i] < end,
    );
  return {
    longitude: chosen.map((i) => observations?.longitude[i] ?? NaN),
    latitude: chosen.map((i) => observations?.latitude[i] ?? NaN),
  };
}
