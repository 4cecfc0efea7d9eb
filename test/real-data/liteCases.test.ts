/** Lite files as users of other systems met them: soundings that cannot be are counted, and the others used. */
import { expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import type { Fate } from "../../src/observations/fate.js";
import { screenObservations } from "../../src/observations/quality.js";
import type { Retrieval } from "../../src/observations/retrieval.js";
import { readLite } from "../../src/observations/sources/lite.js";
import { describeWithShared, sharedCase } from "../sharedData.js";

const grid = createGrid(longitudeLatitudeGrid("box", 100.5, 25.5, 1, 1, 20, 20));
const start = Date.UTC(2009, 8, 1) / 1000;

async function screened(...path: string[]): Promise<readonly (readonly [Fate, Retrieval])[]> {
  const set = await readLite([sharedCase(...path)]);
  const { observations } = screenObservations(set, grid, { start, end: start + 86400 });
  return observations.map(({ fate, observation }) => [fate, observation as Retrieval]);
}

describeWithShared("Lite files from the field", () => {
  it("a fill value that is not declared", async () => {
    const found = await screened("lite-undeclared-fill", "lpw.nc4");
    expect(found.flatMap(([fate, { missing }]) => (fate === "missing_value" ? [missing] : []))).toEqual([
      ["pressureWeight"],
    ]);
    expect(found.filter(([fate]) => fate === "assimilated").length).toBeGreaterThan(0);
  });

  it("an uncertainty that is a fill value does not win over a good sounding of the same cell and hour", async () => {
    const found = await screened("lite-uncertainty-fill-wins", "lneg.nc4");
    const bad = found.filter(([fate]) => fate === "missing_value");
    expect(bad.length).toBeGreaterThan(0);
    for (const [, { missing }] of bad) expect(missing).toEqual(["uncertainty"]);
    const used = found.filter(([fate]) => fate === "assimilated");
    expect(used.length).toBeGreaterThan(0);
    for (const [, { uncertainty }] of used) expect(uncertainty).toBeGreaterThan(1e-7);
  });

  it("one bad sounding is no fault of its file", async () => {
    const found = await screened("one-bad-sounding-refuses-the-file", "l6.nc4");
    expect(found.flatMap(([, { missing }]) => (missing === undefined ? [] : [missing]))).toEqual([["pressure"]]);
    expect(found.some(([fate]) => fate === "assimilated")).toBe(true);
  });
});
