/** An hour of a surface site, for tests. */
import type { SiteSample } from "../../src/observations/observation.js";

export function exampleSample(changes: Partial<SiteSample> = {}): SiteSample {
  return {
    kind: "point",
    id: "tower-01_2016070105",
    site: "tower-01",
    time: Date.UTC(2016, 6, 1, 5, 30) / 1000,
    longitude: 116,
    latitude: 35,
    height: 80,
    moleFraction: 405e-6,
    uncertainty: 0.2e-6,
    good: true,
    ...changes,
  };
}
