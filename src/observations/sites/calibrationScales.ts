/**
 * Calibration scales of surface sites. They are kept as files name them; where several meet in one experiment it is said,
 * nothing is converted: WMO CO2 X2019 is 0.18 ppm above X2007 at 400 ppm (Hall et al. 2021, doi:10.5194/amt-14-3015-2021).
 */
import type { Observation } from "../observation.js";

/** @returns a remark where samples that are good name scales that differ, or none there are */
export function scaleRemarks(observations: readonly Observation[]): string[] {
  const sites = new Map<string, Set<string>>();
  for (const observation of observations) {
    if (observation.kind !== "point" || observation.measured === undefined || !observation.good) continue;
    const scale = shortScale(observation.measured.scale);
    sites.set(scale, (sites.get(scale) ?? new Set()).add(observation.site));
  }
  if (sites.size < 2) return [];
  const list = Array.from(sites, ([scale, of]) => `${scale} (${[...of].join(", ")})`);
  const both = sites.has("X2007") && sites.has("X2019");
  const difference = both ? "; X2019 is 0.18 ppm above X2007 at 400 ppm (doi:10.5194/amt-14-3015-2021)" : "";
  return [`surface sites are on several calibration scales, nothing is converted: ${list.join(", ")}${difference}`];
}

/** "WMO CO2 X2019", "WMO X2019" and "WMO-CO2-X2019" are one scale. */
function shortScale(scale: string): string {
  return /\bX\d{4}[A-Z]?\b/.exec(scale)?.[0] ?? (scale === "" ? "scale not told" : scale);
}
