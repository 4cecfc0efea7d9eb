import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { scalingTable } from "../../benchmarks/scalingModel.mjs";

describe("docs/clusters.md", () => {
  it("has the table that the model of the scaling gives", () => {
    const page = readFileSync(new URL("../../docs/clusters.md", import.meta.url), "utf8");
    expect(page).toContain(scalingTable());
  });
});
