import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { join } from "node:path";
import { standardOverlays } from "../../src/evaluation/figures/standardOverlays.js";
import { evaluateRun, writeEvaluation } from "../../src/evaluation/evaluate.js";
import { covarianceOf } from "../../src/evaluation/regionCovariance.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { toPetagramsCarbonPerYear } from "../../src/units.js";
import { MEMBERS, regions, writeRun } from "./runFolder.js";

function variance(values: ArrayLike<number>): number {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (list.length - 1);
}

describe("the covariance of regions", () => {
  it("gives the spread of any weighted sum of regions exactly, which a sum of variances does not", () => {
    const number = fc.double({ min: -10, max: 10, noNaN: true });
    const table = fc.array(fc.array(number, { minLength: 7, maxLength: 7 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(table, fc.array(number, { minLength: 5, maxLength: 5 }), (totals, weights) => {
        const n = totals.length;
        const covariance = covarianceOf(totals.map((row) => Float64Array.from(row)));
        const sums = totals[0].map((_, member) => totals.reduce((sum, row, r) => sum + weights[r] * row[member], 0));
        let exact = 0;
        for (let r = 0; r < n; r++)
          for (let s = 0; s < n; s++) exact += weights[r] * weights[s] * covariance[r * n + s];
        const scale = totals.reduce((sum, row, r) => sum + weights[r] ** 2 * variance(row), 0) * n;
        expect(Math.abs(exact - variance(sums))).toBeLessThanOrEqual(1e-9 * (scale + 1e-9));
      }),
    );
    const opposed = covarianceOf([Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1)]);
    expect([...opposed]).toEqual([1, -1, -1, 1]);
  });
});

describe("region_covariance.nc", () => {
  it("holds the totals of every member over the scored days, and their covariance, from which follow all spreads", async () => {
    const { folder, members } = await writeRun();
    await writeEvaluation(folder, standardOverlays());
    const evaluation = await evaluateRun(folder);
    const file = await openNetcdf(join(folder, "region_covariance.nc"));
    const names = file.variable("region_name").readStrings();
    const totals = file.variable("total_posterior").read();
    const covariance = file.variable("covariance_posterior").read();
    expect(file.variable("covariance_prior").attributes.units).toBe("mol2 s-2");
    file.close();
    const n = names.length;
    expect(names).toEqual(regions.map(({ id }) => id));
    expect(totals).toHaveLength(n * MEMBERS);

    const days = members.region_total_posterior.slice(1);
    const at = (region: string, member: number): number => {
      const index = names.indexOf(region) * MEMBERS + member;
      return days.reduce((sum, day) => sum + day[index], 0) / days.length;
    };
    for (const region of ["land", "R8-3"]) {
      const r = names.indexOf(region);
      for (let m = 0; m < MEMBERS; m++) expect(totals[r * MEMBERS + m]).toBeCloseTo(at(region, m), 6);
      const row = evaluation.fluxes?.regions.find((found) => found.region === region && found.period === "whole");
      expect(toPetagramsCarbonPerYear(Math.sqrt(covariance[r * n + r]))).toBeCloseTo(row?.posteriorSpread ?? NaN, 12);
    }
  });
});
