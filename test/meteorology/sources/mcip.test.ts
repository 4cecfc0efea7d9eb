/** MCIP in all of its projections, and spoiled, on files that a test writes; a real set: test/real-data/mcip.test.ts. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { centredGrid, createGrid, type GridDefinition, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { createProjection } from "../../../src/grids/projection.js";
import { mcipDomain, mcipMeteorology } from "../../../src/meteorology/sources/mcip.js";
import { type McipSet, writeMcip } from "./mcipFile.js";

const folder = mkdtempSync(join(tmpdir(), "mcip-"));
afterAll(() => rmSync(folder, { recursive: true }));

const onMap = (definition: string, longitude: number, latitude: number): GridDefinition =>
  centredGrid("domain", createProjection(`${definition} +R=6370000 +units=m +no_defs`), 9, 8, 20e3, [
    longitude,
    latitude,
  ]);
const lambert = onMap("+proj=lcc +lat_1=30 +lat_2=60 +lat_0=40 +lon_0=10", 12, 48);
const plain: McipSet = {
  grid: lambert,
  map: { GDTYP: 2, P_ALP: 30, P_BET: 60, P_GAM: 10, XCENT: 10, YCENT: 40 },
  day: 2016183,
  hours: 5,
};
const START = Date.UTC(2016, 6, 1) / 1000;
const HOUR = 3600;

describe("MCIP", () => {
  it.each<[string, GridDefinition, McipSet["map"]]>([
    ["Lambert", lambert, plain.map],
    [
      "polar stereographic",
      onMap("+proj=stere +lat_0=90 +lat_ts=60 +lon_0=10", 20, 70),
      { GDTYP: 6, P_ALP: 1, P_BET: 60, P_GAM: 10, XCENT: 10, YCENT: 70 },
    ],
    [
      "polar stereographic of the south",
      onMap("+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=100", 110, -70),
      { GDTYP: 6, P_ALP: -1, P_BET: -71, P_GAM: 100, XCENT: 100, YCENT: -90 },
    ],
    [
      "Mercator",
      onMap("+proj=merc +lat_ts=20 +lon_0=12", 14, 5),
      { GDTYP: 7, P_ALP: 20, P_BET: 0, P_GAM: 12, XCENT: 12, YCENT: 0 },
    ],
    [
      "longitude-latitude",
      longitudeLatitudeGrid("domain", 100, 20, 0.2, 0.1, 9, 8),
      { GDTYP: 1, P_ALP: 0, P_BET: 0, P_GAM: 0, XCENT: 100, YCENT: 20 },
    ],
  ])("has its cells where they are: %s", async (_, definition, map) => {
    const paths = await writeMcip(folder, { ...plain, grid: definition, map });
    const [found, expected] = [createGrid((await mcipDomain(paths)).grid), createGrid(definition)];
    for (let cell = 0; cell < expected.cells; cell++) {
      expect(Math.abs(found.longitude[cell] - expected.longitude[cell])).toBeLessThan(1e-9);
      expect(Math.abs(found.latitude[cell] - expected.latitude[cell])).toBeLessThan(1e-9);
    }
    const weather = await mcipMeteorology(paths);
    const { dryBurden = new Float64Array() } = weather.airAt(START);
    const column = [0, 1, 2, 3].reduce((sum, k) => sum + dryBurden[k * expected.cells], 0);
    expect(column * 9.81).toBeCloseTo(9e4, 4);
    // 0.3 cm in the hour before are 3 kg m-2 in 3600 s.
    const { shortwave, precipitation } = weather.at(START + HOUR / 2);
    expect(shortwave?.[5]).toBeCloseTo(400, 3);
    expect(precipitation?.[5]).toBeCloseTo(3 / 3600, 9);
    weather.close();
  });

  it("refuses other maps, and says what to do", async () => {
    const paths = await writeMcip(folder, { ...plain, map: { ...plain.map, GDTYP: 9 } });
    await expect(mcipDomain(paths)).rejects.toThrow(
      /GDTYP 9 \(Albers\); expected 1 .* or take the output of WRF itself/,
    );
  });

  it("looks at values when they are used, and names file, variable and time of one that cannot be", async () => {
    for (const [value, found] of [
      [-9.9e36, "-9.9e+36"],
      [3e4, "30000"],
    ] as const) {
      const paths = await writeMcip(folder, { ...plain, spoiled: { name: "PBL", hour: 2, value } });
      const weather = await mcipMeteorology(paths);
      weather.check(START, START + 4 * HOUR);
      expect(weather.at(START + HOUR).boundaryLayerHeight[3]).toBe(700);
      expect(() => weather.at(START + 1.5 * HOUR)).toThrow(
        `${paths[2]}: variable "PBL": ${found} at 2016-07-01T02:00Z; expected`,
      );
      expect(() => weather.check(START, START + 2 * HOUR)).toThrow(found);
      weather.close();
    }
  });
});
