/** From what a file says of a sounding to a retrieval: what cannot be is named, the rest is brought into one form. */
import { describe, expect, it } from "vitest";
import { retrievalOf, type Sounding } from "../../src/observations/retrievalOf.js";
import { exampleRetrieval } from "./exampleRetrieval.js";

const sounding = (changes: Partial<Sounding> = {}): Sounding => ({ ...exampleRetrieval(), ...changes });

describe("retrievalOf", () => {
  it.each([
    ["time", { time: 1e15 }],
    ["time", { time: Number.NaN }],
    ["longitude", { longitude: 999 }],
    ["latitude", { latitude: -999999 }],
    ["xco2", { xco2: 400 }],
    ["priorXco2", { priorXco2: -999999e-6 }],
    ["uncertainty", { uncertainty: 0 }],
    ["uncertainty", { uncertainty: -1e-6 }],
    ["uncertainty", { uncertainty: 1 }],
    ["uncertainty", { uncertainty: 1e-9 }],
    ["priorXco2", { priorXco2: 300e-6 }],
    ["pressure", { pressure: Float64Array.of(10, 30000, 30000, 100000) }],
    ["pressure", { pressure: Float64Array.of(10, 300, 700, 1000) }],
    ["pressure", { pressure: Float64Array.of(10, Number.NaN, 70000, 100000) }],
    ["averagingKernel", { averagingKernel: Float64Array.of(0.4, 0.9, -9999, 1) }],
    ["pressureWeight", { pressureWeight: Float64Array.of(0.15, 0.35, 0.35, 0.152) }],
    ["priorProfile", { priorProfile: Float64Array.of(392e-6, 399e-6, 401, 406e-6) }],
  ])("names %s where it is %o", (name, changes) => {
    expect(retrievalOf(sounding(changes)).missing).toEqual([name]);
  });

  it("lets what is possible pass: weights within 0.001 of 1, a column of 1e-4 and one of 2e-3", () => {
    const pressureWeight = Float64Array.of(0.15, 0.35, 0.35, 0.1509);
    expect(retrievalOf(sounding({ pressureWeight })).missing).toBeUndefined();
    for (const xco2 of [100e-6, 2000e-6]) expect(retrievalOf(sounding({ xco2 })).missing).toBeUndefined();
  });

  it("turns levels that run from the surface, with all that stands at them, and longitudes beyond 180", () => {
    const { pressure, averagingKernel, pressureWeight, priorProfile } = exampleRetrieval();
    const turned = retrievalOf(
      sounding({
        longitude: 244,
        pressure: pressure.toReversed(),
        averagingKernel: averagingKernel.toReversed(),
        pressureWeight: pressureWeight.toReversed(),
        priorProfile: priorProfile.toReversed(),
      }),
    );
    expect(turned).toEqual(exampleRetrieval({ longitude: -116 }));
  });

  it("makes the prior column of the profile where the file has none", () => {
    const { priorXco2 } = retrievalOf(sounding({ priorXco2: undefined }));
    expect(priorXco2).toBeCloseTo(1e-6 * (0.15 * 392 + 0.35 * 399 + 0.35 * 401 + 0.15 * 406), 15);
  });
});
