/** Errors of regions against spreads and priors, with answers known beforehand. */
import { describe, expect, it } from "vitest";
import { randomField } from "../../src/random.js";
import {
  agreement,
  agreementOf,
  groupReduction,
  reductionTogether,
  regionErrors,
  shareWithin,
} from "../../src/skill/regionGroups.js";
import { madeUpCase, madeUpFluxes } from "./madeUp.js";

const draw = randomField(5, "test");
const gaussian = (count: number, size: number, spread: number) =>
  Array.from({ length: count }, (_, i) => ({ error: size * draw.normal(i), spread }));

describe("errors against spreads", () => {
  it("of Gaussian errors with the right spread have a ratio of 1, and intervals hold what they should", () => {
    const { ratio, half, ninety, count } = agreementOf(gaussian(20000, 0.3, 0.3));
    expect(count).toBe(20000);
    expect(ratio).toBeCloseTo(1, 1);
    expect(half).toBeGreaterThan(48.5);
    expect(half).toBeLessThan(51.5);
    expect(ninety).toBeGreaterThan(89);
    expect(ninety).toBeLessThan(91);
    const sure = agreementOf(gaussian(20000, 0.6, 0.3));
    expect(sure.ratio).toBeCloseTo(2, 1);
    expect(sure.ninety).toBeLessThan(62);
  });

  it("compare squares, group by group and period by period", () => {
    const fluxes = [
      ...madeUpFluxes(["R24-1", "R24-2"], { prior: 4, posterior: 2, spread: 1 }),
      ...madeUpFluxes(["R24-1"], { prior: 4, posterior: 3, spread: 1 }, { period: "2016-01" }),
      ...madeUpFluxes(["R24-1"], { prior: 4, posterior: 5, spread: 1 }, { period: "2016-02" }),
      ...madeUpFluxes(["province-hebei"], { prior: 4, posterior: 1, spread: 2 }),
    ];
    const cases = [madeUpCase({}, {}, { fluxes })];
    expect(agreement(cases, "R24")).toMatchObject({ count: 2, ratio: 2, half: 0, ninety: 0 });
    expect(agreement(cases, "R24", "months")).toMatchObject({ count: 2, ratio: Math.sqrt(17) });
    expect(agreement(cases, "provinces")).toMatchObject({ count: 1, ratio: 0.5, half: 100, ninety: 100 });
    expect(agreement(cases, "china").ratio).toBeNaN();
    expect(shareWithin(cases, "R24", "months", 4)).toBe(50);
  });

  it("leave out runs that were stopped", () => {
    const fluxes = madeUpFluxes(["land"], { prior: 4, posterior: 1, spread: 1 });
    const stopped = madeUpCase({}, {}, { fluxes, stopped: { message: "diverged", daysDone: 1 } });
    expect(agreement([stopped], "land").count).toBe(0);
    expect(regionErrors([stopped], "land", "prior")).toEqual([]);
  });
});

describe("error reductions of groups", () => {
  const truth = (before: number, after: number) =>
    madeUpCase(
      {},
      {},
      {
        fluxes: madeUpFluxes(["land", "R8-1", "R8-2"], { prior: before, posterior: after, spread: 1 }),
      },
    );

  it("are means over truths for several regions, and of squares for one", () => {
    const cases = [truth(4, 1), truth(0.1, -0.2)];
    expect(groupReduction(cases, "R8")).toBeCloseTo((75 - 100) / 2, 10);
    expect(groupReduction(cases, "land")).toBeCloseTo(100 * (1 - Math.sqrt(1.04 / 16.01)), 10);
    expect(reductionTogether(cases, "R8")).toBeCloseTo(100 * (1 - Math.sqrt(1.04 / 16.01)), 10);
    expect(regionErrors(cases, "R8", "posterior")).toEqual([1, 0.2]);
  });

  it("are none where nothing was run", () => {
    expect(groupReduction([], "R8")).toBeNaN();
    expect(groupReduction([], "china")).toBeNaN();
    expect(reductionTogether([], "R8")).toBeNaN();
  });
});
