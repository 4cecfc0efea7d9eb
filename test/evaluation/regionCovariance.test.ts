import { describe, expect, it } from "vitest";
import { join } from "node:path";
import { standardOverlays } from "../../src/evaluation/figures/standardOverlays.js";
import { evaluateRun, writeEvaluation } from "../../src/evaluation/evaluate.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { toPetagramsCarbonPerYear } from "../../src/units.js";
import { MEMBERS, regions, writeRun } from "./runFolder.js";

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
