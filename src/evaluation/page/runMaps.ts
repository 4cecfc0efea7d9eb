/** The maps of one run. */
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import type { MeanFluxes, RunFluxes, SpreadName } from "../readFluxes.js";
import { mapsOf, type NamedDifference } from "./maps.js";

const DIFFERENCES: readonly NamedDifference[] = [
  ["change (posterior minus prior)", "posterior", "prior"],
  ["change wanted (truth minus prior)", "truth", "prior"],
  ["error left (posterior minus truth)", "posterior", "truth"],
];

/** @returns undefined where there is no prior */
export function runMaps(fluxes: RunFluxes, overlays: MapOverlays): ReturnType<typeof mapsOf> | undefined {
  if (fluxes.whole.fields.natural_prior === undefined) return undefined;
  const means = periodMeans(fluxes);
  const periods = means.map(([title, { days }]) => ({ title, days }));
  const flux = (name: keyof MeanFluxes["fields"]) => means.map(([, { fields }]) => fields[name]);
  const spread = (name: SpreadName) => means.map(([, { spreads }]) => spreads[name]);
  const named = [
    { title: "prior", scale: "flux", fields: flux("natural_prior") },
    { title: "posterior", scale: "flux", fields: flux("natural_posterior") },
    { title: "truth", scale: "flux", fields: flux("natural_truth") },
    { title: "prior spread", scale: "spread", fields: spread("natural_prior_spread") },
    { title: "posterior spread", scale: "spread", fields: spread("natural_posterior_spread") },
    { title: "fossil, imposed", scale: "fossil", fields: flux("fossil") },
    { title: "fire, imposed", scale: "fire", fields: flux("fire") },
  ] as const;
  return mapsOf(fluxes.grid, overlays, periods, named, DIFFERENCES);
}

/** The whole period, and months where there are several. */
export function periodMeans({ whole, months }: RunFluxes): (readonly [title: string, means: MeanFluxes])[] {
  return [["whole period", whole], ...(months.size > 1 ? months : [])];
}
