/** A sounding for tests: 4 levels to 1000 hPa over a point, kernel and prior that differ from level to level. */
import type { Retrieval } from "../../src/observations/retrieval.js";

export function exampleRetrieval(changes: Partial<Retrieval> = {}): Retrieval {
  return {
    kind: "column",
    id: "20160701050000",
    time: Date.UTC(2016, 6, 1, 5) / 1000,
    longitude: 116,
    latitude: 35,
    xco2: 401e-6,
    priorXco2: 400e-6,
    uncertainty: 1e-6,
    good: true,
    pressure: Float64Array.of(10, 30000, 70000, 100000),
    averagingKernel: Float64Array.of(0.4, 0.9, 1, 1.02),
    pressureWeight: Float64Array.of(0.15, 0.35, 0.35, 0.15),
    priorProfile: Float64Array.of(392e-6, 399e-6, 401e-6, 406e-6),
    ...changes,
  };
}
