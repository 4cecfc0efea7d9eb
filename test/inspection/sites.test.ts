/** A tower in the form of ICOS, as its layout says; and the map of where observations are. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { factLines } from "../../src/inspection/factLines.js";
import { drawInspection } from "../../src/inspection/drawInspection.js";
import { inspectFiles, type Inspected } from "../../src/inspection/inspect.js";
import { standardRegistry } from "../../src/products/registry.js";
import { icosTower } from "../observations/sources/icosTower.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-inspection-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the inspection of a tower", () => {
  let inspected: Inspected;
  beforeAll(async () => {
    writeFileSync(
      join(folder, "a tower.CO2"),
      icosTower(24, (hour) => 400 + hour / 10),
    );
    inspected = await inspectFiles(standardRegistry, ["a tower.CO2"], (path) => join(folder, path));
  });

  it("tells its intake, scale, good hours and range, at all hours of the day", () => {
    const [{ role, facts, suspicions }] = inspected.uses;
    expect([role, suspicions]).toEqual(["observations", []]);
    const [site] = facts?.kind === "sites" ? facts.sites : [];
    const good = Array.from({ length: 24 }, (_, hour) => 400 + hour / 10).filter((_, hour) => hour !== 4 && hour !== 5);
    expect(site.meanPpm).toBeCloseTo(good.reduce((sum, value) => sum + value, 0) / good.length, 6);
    expect(site.maximumPpm).toBeCloseTo(402.3, 6);
    expect(site).toMatchObject({
      site: "XIA",
      longitude: 114,
      latitude: 34,
      intakes: [80],
      altitude: 140,
      scales: ["WMO CO2 X2019"],
      samples: 24,
      good: 22,
      first: "2016-07-01T00:30Z",
      last: "2016-07-01T23:30Z",
    });
  });

  it("says so in words", () => {
    const { facts } = inspected.uses[0];
    expect(facts === undefined ? [] : factLines(facts)).toEqual([
      [
        "site",
        "XIA at 114 E 34 N, intake 80 m above the ground, 140 m above the sea, WMO CO2 X2019, 22 good of 24 hours from 2016-07-01T00:30Z to 2016-07-01T23:30Z, mean 401.21 ppm, 400.00 to 402.30",
      ],
    ]);
  });

  it("names the file as YAML has it", () => {
    expect(inspected.uses[0].sections).toEqual(['observations: { source: icos, files: "a tower.CO2" }']);
  });

  it("draws where it stands: a dot an hour, grey where it is not good", async () => {
    const svg = await drawInspection(inspected, (path) => join(folder, path), {});
    expect(svg).toContain("24 observations, 22 of them good and complete");
    expect(svg.match(/<circle /g)).toHaveLength(24);
    expect(svg.match(/fill="#bbbbbb"/g)).toHaveLength(2);
  });
});
