/** The page of two runs: what differs, totals and whether they differ by more than their spreads, and what cannot be compared. */
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readComparedRuns } from "../../../src/evaluation/page/comparedRuns.js";
import { comparedTotals, runTables, totalTables } from "../../../src/evaluation/page/comparisonTables.js";
import type { PageData } from "../../../src/evaluation/page/pageData.js";
import { restore } from "../../../src/evaluation/page/quantised.js";
import { writeComparison } from "../../../src/evaluation/page/writeComparison.js";
import { REPORT_MARK } from "../../../src/runs/reportFile.js";
import { toMicromoles } from "../../../src/units.js";
import { meanField, writeRun, type Written } from "../runFolder.js";

const SHIFT = 3e-8;
let a: Written;
let b: Written;
let shorter: Written;

beforeAll(async () => {
  a = await writeRun({}, 1, { configuration: { mixing: "local", ensemble: { members: 6 } } });
  b = await writeRun({}, 1, {
    configuration: { mixing: "acm2", ensemble: { members: 6 } },
    posteriorShift: SHIFT,
  });
  shorter = await writeRun({ observations: false, members: false, twin: false }, 2);
});
afterAll(() => [a, b, shorter].forEach(({ folder }) => rmSync(dirname(folder), { recursive: true })));

describe("two runs compared", () => {
  it("tells what differs, and totals with their difference in spreads", async () => {
    const runs = await readComparedRuns(a.folder, b.folder);
    const differing = runTables(runs).find(({ id }) => id === "differences");
    expect(differing?.rows).toEqual([["mixing", "local", "acm2"]]);
    const land = comparedTotals(runs).find((total) => total.a.region === "land" && total.a.period === "whole")!;
    const expected = land.b.teragrams.posterior - land.a.teragrams.posterior;
    expect([land.key, land.difference]).toEqual(["posterior", expected]);
    // What was added to every cell of the posterior, over three days [TgC].
    expect(expected / (SHIFT * land.a.area * 3 * 86400 * 12.011e-12)).toBeCloseTo(1, 3);
    const [one, other] = [land.a.teragrams.posteriorSpread, land.b.teragrams.posteriorSpread];
    expect(land.inSpreads).toBeCloseTo(expected / Math.sqrt((one ** 2 + other ** 2) / 2), 10);
    const [table] = totalTables(comparedTotals(runs));
    const within = table.columns.findIndex(({ title }) => title === "within");
    const row = table.rows.find(([name]) => name === "Land");
    expect(row?.[within]).toBe(land.inSpreads <= 1 ? "yes" : "no");
  });

  it("is one page with maps of the differences, and an older one gives way to it", async () => {
    const path = join(dirname(a.folder), "comparison.html");
    const assets = { script: "", style: "", notices: "" };
    for (let i = 0; i < 2; i++) await writeComparison(a.folder, b.folder, { assets, overlays: {} }, "openjdas 1", path);
    const page = readFileSync(path, "utf8");
    expect(page).toContain(REPORT_MARK);
    expect(page).toContain("One thing differs: mixing.");
    const [, text] = /<script type="application\/json" id="data">(.*?)<\/script>/.exec(page)!;
    const { maps, series } = JSON.parse(text) as Required<PageData>;
    const { lines } = series.regions.find(({ title }) => title === "Land")!;
    expect([series.step, series.times.length]).toEqual(["day", 3]);
    // What both have alike stands once.
    expect(lines.map(({ flux, run = "both" }) => `${flux} ${run}`)).toEqual([
      "prior both",
      "posterior A",
      "posterior B",
      "truth both",
    ]);
    const [ofA, ofB] = lines.slice(1, 3).map(({ values }) => restore(values));
    const land = comparedTotals(await readComparedRuns(a.folder, b.folder)).find((total) => total.a.region === "land")!;
    ofB.forEach((value, day) =>
      expect((value - ofA[day]) / (SHIFT * land.a.area * 86400 * 12.011e-12)).toBeCloseTo(1, 2),
    );
    const field = (title: string): Float64Array => {
      const { of } = maps.quantities.find((quantity) => quantity.title === title)!;
      return restore((of as Exclude<typeof of, { minuend: string }>)[0]);
    };
    const truth = meanField(b.fluxes.natural_posterior.slice(1));
    const shown = field("posterior, B");
    const step = Math.max(...truth.map(Math.abs)) / 32767;
    truth.forEach((value, cell) =>
      expect(Math.abs(shown[cell] - toMicromoles(value))).toBeLessThan(toMicromoles(step)),
    );
    expect(maps.quantities.map(({ title }) => title)).toContain("difference of posteriors (B minus A)");
  });

  it("is refused where the runs are of other days, or one run", async () => {
    await expect(readComparedRuns(a.folder, shorter.folder)).rejects.toThrow(
      /scored period: 2016-08-01 to 2016-08-03; expected 2016-07-31 to 2016-08-03/,
    );
    await expect(readComparedRuns(a.folder, a.folder)).rejects.toThrow(/the same folder twice/);
  });
});
