/** Series of surface sites, for tests: a tower on flat land in July. */
import type { SiteSeries, SiteValue } from "../../../src/observations/sites/siteSeries.js";
import type { SiteRules } from "../../../src/observations/sites/siteRules.js";
import type { SiteWorld } from "../../../src/observations/sites/siteSamples.js";

export const DAY = Date.UTC(2016, 6, 1) / 1000;

/** An hour, at its middle. @param hour UTC */
export function exampleValue(hour: number, changes: Partial<SiteValue> = {}): SiteValue {
  return {
    id: `tower~${hour}`,
    time: DAY + 3600 * (hour + 0.5),
    longitude: 120,
    latitude: 35,
    intakeHeight: 100,
    elevation: 50,
    altitude: 150,
    moleFraction: 405e-6,
    deviation: 1e-6,
    good: true,
    scale: "WMO CO2 X2019",
    ...changes,
  };
}

export function exampleSeries(values: Iterable<SiteValue>, changes: Partial<SiteSeries> = {}): SiteSeries {
  return {
    path: "tower.nc",
    name: "co2_tow_tower-insitu",
    site: "TOW",
    sampling: "continuous",
    platform: "surface",
    interval: 3600,
    values,
    ...changes,
  };
}

/** As the section has them by default. */
export const usualRules: SiteRules = {
  hours: { ground: [12, 16], mountain: [0, 4], flask: "all" },
  uncertainty: 0.2e-6,
};

/** A day, east of 100 E, the model's ground at 30 m. */
export const flatWorld: SiteWorld = {
  period: { start: DAY, end: DAY + 86400 },
  isInside: (longitude) => longitude > 100,
  ground: () => 30,
};
