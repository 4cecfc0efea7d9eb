/** The flux map of a run, from its evaluation. */
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import { formatDay } from "../../time.js";
import type { Evaluation } from "../evaluation.js";
import type { RunFluxes } from "../readFluxes.js";
import type { RunDescription, RunObservations } from "../readRun.js";
import { fluxMap } from "./fluxMap.js";
import { tickLabel } from "../../drawing/colourBar.js";

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
  const land = evaluation.fluxes?.regions.find(({ region, period }) => region === "land" && period === "whole");
  const total = (value: number, spread = NaN): string => {
    const more = Number.isFinite(spread) ? ` ± ${spread.toFixed(2)}` : "";
    return `land ${tickLabel(Number(value.toFixed(2)))}${more} PgC yr\u207b¹`;
  };
  const notes =
    land === undefined
      ? {}
      : {
          prior: total(land.prior, land.priorSpread),
          ...(posterior && {
            posterior: total(land.posterior, land.posteriorSpread),
            change: total(land.posterior - land.prior),
          }),
          ...(truth && { wanted: total(land.truth - land.prior) }),
        };
  const days = fluxes.whole.days;
  const assimilated = assimilatedPlaces(observations, description);
  const period = `Mean of ${formatDay(fluxes.firstDay)} to ${formatDay(fluxes.lastDay)} UTC (${days} day${days === 1 ? "" : "s"})`;
  const dots = posterior && assimilated.longitude.length > 0 ? "; dots: assimilated observations" : "";
  return fluxMap({
    title: evaluation.title,
    subtitles: [`${period}${dots}`, ...(evaluation.remarks.length > 0 ? [evaluation.remarks.join(" ")] : [])],
    grid: fluxes.grid,
    prior,
    ...(posterior && { posterior }),
    ...(truth && { truth }),
    ...overlays,
    observations: assimilated,
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
