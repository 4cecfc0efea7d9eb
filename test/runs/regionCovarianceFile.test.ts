import { rmSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { writeRegionCovariance } from "../../src/runs/regionCovarianceFile.js";
import { reading, temporaryFolder } from "../experiments/recording/folder.js";

const folder = temporaryFolder();
afterAll(() => rmSync(folder.path, { recursive: true }));

it("region_covariance.nc holds totals and covariance of every region under its name", async () => {
  const posterior = { totals: Float64Array.of(1, 2, 3, -1, 0.1, 1 / 3), covariance: Float64Array.of(1, -0.5, -0.5, 2) };
  await writeRegionCovariance(
    folder.path,
    { title: "A run", comment: "Mean of 3 days." },
    { ids: ["land", "R8-1"], titles: ["Land", "North"], members: 3, posterior },
  );
  const found = await reading(folder, "region_covariance.nc", (file) => ({
    names: ["region_name", "region_title", "other_region_name"].map((name) => file.variable(name).readStrings()),
    totals: file.variable("total_posterior").read(),
    covariance: file.variable("covariance_posterior").read(),
    title: file.attributes.title,
    hasPrior: file.has("total_prior"),
  }));
  expect(found).toEqual({
    names: [
      ["land", "R8-1"],
      ["Land", "North"],
      ["land", "R8-1"],
    ],
    ...posterior,
    title: "A run: covariance of regional totals",
    hasPrior: false,
  });
});
