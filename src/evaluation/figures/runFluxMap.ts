/** The flux map of a run, from its evaluation. */
import { digits } from "../digits.js";
import type { RunDescription, RunObservations } from "../readRun.js";
import { fluxMap } from "./fluxMap.js";
import { aboutRun, type FigureInput, type RunFigure, titleOf } from "./runFigure.js";

const TITLE = "Natural CO₂ flux, mean of the scored days";

export const fluxMapFigure: RunFigure = {
  name: "flux_map",
  title: TITLE,
  appliesTo: ({ fluxes }) => fluxes?.whole.fields.natural_prior !== undefined,
  caption: captionOf,
  draw: drawMap,
};

function captionOf({ evaluation, fluxes, observations, description }: FigureInput): string {
  const { natural_posterior: posterior, natural_truth: truth } = fluxes?.whole.fields ?? {};
  const seen = posterior !== undefined && assimilatedPlaces(observations, description).longitude.length > 0;
  return [
    "Natural flux (biosphere and ocean), uptake negative; numbers above the maps are totals of the land in these days" +
      `${posterior ? ", with the standard deviation over the members of the ensemble" : ""}.`,
    ...(posterior
      ? [`Posterior minus prior is what the analysis changed${seen ? "; dots are assimilated observations" : ""}.`]
      : []),
    ...(posterior && truth ? ["Truth minus prior is what it should have changed; the analysis did not see it."] : []),
    ...(evaluation.twin ? [] : evaluation.remarks),
  ].join(" ");
}

function drawMap(run: FigureInput): string {
  const { evaluation, fluxes, observations, description, overlays } = run;
  const prior = fluxes?.whole.fields.natural_prior;
  if (fluxes === undefined || prior === undefined) throw new Error("a run without prior fluxes has no flux map");
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
  return fluxMap({
    title: titleOf(TITLE, run),
    subtitles: [aboutRun(run)],
    caption: captionOf(run),
    grid: fluxes.grid,
    prior,
    ...(posterior && { posterior }),
    ...(truth && { truth }),
    ...overlays,
    observations: assimilatedPlaces(observations, description),
    notes,
  });
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
