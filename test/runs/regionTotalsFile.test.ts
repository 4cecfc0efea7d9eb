import { rmSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { readRegionTotals, writeRegionTotals } from "../../src/runs/regionTotalsFile.js";
import { DAY, reading, temporaryFolder } from "../experiments/recording/folder.js";

const folder = temporaryFolder();
afterAll(() => rmSync(folder.path, { recursive: true }));

it("region_totals_YYYYMMDD.nc holds the members' totals of a day on an axis of time, bit for bit", async () => {
  const regions = [{ id: "land" }, { id: "R8-1" }];
  const posterior = Float64Array.of(1, 2, 3, -1, 0.1, 1 / 3);
  await writeRegionTotals(folder, DAY, { regions, members: 3, posterior });
  const found = await readRegionTotals(folder.path, DAY);
  expect([...found.posterior]).toEqual([
    ["land", posterior.slice(0, 3)],
    ["R8-1", posterior.slice(3)],
  ]);
  expect(found.prior.size).toBe(0);
  const written = await reading(folder, "region_totals_20160701.nc", (file) => ({
    shape: file.variable("region_total_posterior").shape,
    time: Array.from(file.variable("time").read()),
    bounds: Array.from(file.variable("time_bounds").read()),
  }));
  expect(written).toEqual({ shape: [1, 2, 3], time: [DAY], bounds: [DAY, DAY + 86400] });
  expect((await readRegionTotals(folder.path, DAY + 86400)).posterior.size).toBe(0);
});
