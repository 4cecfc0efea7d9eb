import { describe, expect, it } from "vitest";
import { createGrid, gridPreset, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { landFraction } from "../../../src/grids/landFraction.js";
import { greatCircleDistance, unitVector } from "../../../src/grids/sphere.js";
import { cosineOfZenith } from "../../../src/grids/sun.js";
import { naturalEarthLand } from "../../../src/io/naturalEarth.js";
import { type NetworkName, syntheticObservations } from "../../../src/observations/sources/syntheticNetworks.js";
import { syntheticOco2 } from "../../../src/observations/sources/syntheticOco2.js";
import { syntheticSites, syntheticTowers } from "../../../src/observations/sources/syntheticTowers.js";

const grid = createGrid(gridPreset("china-64km"));
const land = landFraction(grid, naturalEarthLand("110m"));
const surfacePressure = () => new Float64Array(grid.cells).fill(9e4);
const july = Date.UTC(2016, 6, 1) / 1000;
const orbit = { grid, landFraction: land, surfacePressure, seed: 1, start: july, days: 16 };
const networks = (names: readonly NetworkName[], days = 3) => syntheticObservations(names, { ...orbit, days });
const soundings = syntheticOco2(orbit);

describe("OCO-2-like soundings", () => {
  it("are hundreds a day, at most about one in each cell that the track crosses", () => {
    const daily = new Int32Array(16);
    for (const [{ time }] of soundings) daily[Math.floor((time - july) / 86400)]++;
    expect(Math.min(...daily)).toBeGreaterThan(90);
    expect(Math.max(...daily)).toBeLessThan(200);
    const groups = new Set(
      soundings.map(
        ([{ longitude, latitude, time }]) => `${grid.cellAt(longitude, latitude)} ${Math.floor(time / 3600)}`,
      ),
    );
    expect(groups.size / soundings.length).toBeGreaterThan(0.99);
  });

  it("lie on sunlit land of the grid, in the early afternoon, in order of time, without a value yet", () => {
    const kinds = new Set<string>();
    for (const [{ longitude, latitude, time, good, xco2 }] of soundings) {
      const local = (((time / 3600 + longitude / 15) % 24) + 24) % 24;
      expect(local).toBeGreaterThan(12.5);
      expect(local).toBeLessThan(14.5);
      expect(cosineOfZenith(time, longitude, latitude)).toBeGreaterThan(0.34);
      kinds.add(`${land[grid.cellAt(longitude, latitude)] >= 0.5} ${good} ${xco2}`);
    }
    expect([...kinds]).toEqual(["true true NaN"]);
    const times = soundings.map(([{ time }]) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(soundings.map(([{ id }]) => id)).size).toBe(soundings.length);
  });

  it("come back to the same track after 16 days and not before", () => {
    const apart = (days: number): number => {
      const [first] = soundings.filter(([{ latitude }]) => latitude > 30 && latitude < 40)[0];
      const later = syntheticOco2({ ...orbit, seed: 3, start: july + 86400 * days, days: 1 });
      const place = unitVector(first.longitude, first.latitude);
      return Math.min(...later.map(([one]) => greatCircleDistance(place, unitVector(one.longitude, one.latitude))));
    };
    expect(apart(16)).toBeLessThan(60e3);
    expect(Math.min(...[1, 7, 15].map(apart))).toBeGreaterThan(60e3);
  });

  it("state less the more of a cell was clear, and err by what they state", () => {
    const stated = soundings.map(([{ uncertainty }]) => uncertainty * 1e6);
    expect(Math.min(...stated)).toBeGreaterThan(0.5);
    expect(Math.max(...stated)).toBeCloseTo(Math.hypot(0.5, 0.8), 10);
    let squares = 0;
    let sum = 0;
    for (const [{ uncertainty }, noise] of soundings) {
      squares += (noise / uncertainty) ** 2;
      sum += noise / uncertainty;
    }
    // Neighbours are correlated: fewer independent draws than soundings.
    const effective = soundings.length / 3;
    expect(Math.abs(squares / soundings.length - 1)).toBeLessThan(4 * Math.sqrt(2 / effective));
    expect(Math.abs(sum / soundings.length)).toBeLessThan(4 / Math.sqrt(effective));
  });

  it("share errors with neighbours along the track, as 0.25 ppm2 exp(-d/100 km)", () => {
    const products = { near: [0, 0, 0], far: [0, 0, 0] };
    for (let seed = 1; seed <= 4; seed++) {
      const own = syntheticOco2({ ...orbit, seed });
      own.forEach(([a, noiseA], i) => {
        for (const [b, noiseB] of own.slice(i + 1, i + 12)) {
          if (b.time - a.time > 120) break;
          const d = greatCircleDistance(unitVector(a.longitude, a.latitude), unitVector(b.longitude, b.latitude));
          const bin = d > 40e3 && d < 90e3 ? products.near : d > 350e3 ? products.far : undefined;
          if (bin === undefined) continue;
          bin[0] += noiseA * noiseB * 1e12;
          bin[1] += 0.25 * Math.exp(-d / 100e3);
          bin[2]++;
        }
      });
    }
    expect(products.near[2]).toBeGreaterThan(2000);
    expect(products.far[2]).toBeGreaterThan(2000);
    for (const [sum, expected, count] of [products.near, products.far]) {
      expect(Math.abs(sum - expected) / count).toBeLessThan(0.04);
    }
    expect(products.near[0] / products.near[2]).toBeGreaterThan(0.09);
  });

  it("can be asked for on a grid of many cells", () => {
    const fine = createGrid(longitudeLatitudeGrid("fine", 100, 20, 0.05, 0.05, 500, 400));
    const sea = new Float64Array(fine.cells);
    expect(syntheticOco2({ ...orbit, grid: fine, landFraction: sea, surfacePressure: () => sea, days: 1 })).toEqual([]);
  });

  it("are the same in any split of a period, and others with another seed", () => {
    const key = (list: typeof soundings): string[] =>
      list.map(([{ id, longitude, uncertainty }, noise]) => `${id} ${longitude} ${uncertainty} ${noise}`);
    const halves = [
      syntheticOco2({ ...orbit, days: 5 }),
      syntheticOco2({ ...orbit, start: july + 5 * 86400, days: 11 }),
    ];
    expect(halves.flatMap(key)).toEqual(key(soundings));
    expect(key(syntheticOco2({ ...orbit, days: 1, seed: 2 }))).not.toEqual(key(soundings).slice(0, 100));
  });
});

describe("towers", () => {
  const sites = syntheticSites(grid, land);

  it("are 15 on land, some 1000 km apart, with intakes of 50 to 100 m", () => {
    expect(sites).toHaveLength(15);
    expect(sites.every(({ cell }) => land[cell] >= 0.95)).toBe(true);
    expect(new Set(sites.map(({ height }) => height))).toEqual(new Set([50, 75, 100]));
    const nearest = sites.map((a) =>
      Math.min(
        ...sites
          .filter((b) => b !== a)
          .map((b) => greatCircleDistance(unitVector(a.longitude, a.latitude), unitVector(b.longitude, b.latitude))),
      ),
    );
    expect(Math.min(...nearest)).toBeGreaterThan(600e3);
    expect(Math.max(...nearest)).toBeLessThan(1800e3);
  });

  it("are placed by the grid alone, nearly as well as any point of the land could be", () => {
    // Root mean square distance of land to the nearest site, against that of hexagons of its area: 0.4 sqrt(A / 15).
    let squares = 0;
    let area = 0;
    for (let cell = 0; cell < grid.cells; cell++) {
      if (land[cell] < 0.95) continue;
      const here = unitVector(grid.longitude[cell], grid.latitude[cell]);
      const d = Math.min(...sites.map((site) => greatCircleDistance(here, unitVector(site.longitude, site.latitude))));
      squares += grid.area[cell] * d ** 2;
      area += grid.area[cell];
    }
    expect(Math.sqrt(squares / area) / (0.4 * Math.sqrt(area / 15))).toBeLessThan(1.3);
  });

  it("bring four hours an afternoon and site, between 12 and 16 local time", () => {
    const samples = syntheticTowers({ ...orbit, days: 2 });
    expect(samples).toHaveLength(2 * 4 * 15);
    for (const [{ time, longitude, moleFraction }] of samples) {
      const local = (((time / 3600 + longitude / 15) % 24) + 24) % 24;
      expect(local).toBeGreaterThanOrEqual(12);
      expect(local).toBeLessThan(16);
      expect((time - 1800) % 3600).toBe(0);
      expect(moleFraction).toBeNaN();
    }
    expect(new Set(samples.map(([{ id }]) => id)).size).toBe(samples.length);
    expect(samples[0][0].id).toMatch(/^tower-\d\d_20160701\d{4}$/);
  });

  it("err by 2 ppm of representation, half of its variance shared within an afternoon", () => {
    const samples = syntheticTowers({ ...orbit, days: 200 });
    const days = new Map<string, number[]>();
    for (const [{ site, time, longitude }, noise] of samples) {
      const key = `${site} ${Math.floor((time / 3600 + longitude / 15) / 24)}`;
      days.set(key, [...(days.get(key) ?? []), noise * 1e6]);
    }
    let variance = 0;
    let shared = 0;
    for (const noise of days.values()) {
      variance += noise.reduce((sum, value) => sum + value ** 2, 0) / 4;
      shared += noise[0] * noise[3];
    }
    expect(days.size).toBe(3000);
    expect(Math.abs(variance / days.size - 4.04)).toBeLessThan(0.3);
    expect(Math.abs(shared / days.size - 2)).toBeLessThan(0.3);
  });
});

describe("networks together", () => {
  it("are all observations of each, in order of time, each with its own error", () => {
    const both = networks(["gosat", "towers"]);
    const alone = [networks(["gosat"]), networks(["towers"])];
    expect(both.observations).toHaveLength(alone[0].observations.length + alone[1].observations.length);
    const times = both.observations.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const errors = new Map(alone.flatMap((set) => set.observations.map((one) => [one.id, set.noise(one)])));
    expect(both.observations.map((one) => both.noise(one))).toEqual(both.observations.map(({ id }) => errors.get(id)));
    expect(both.title).toBe("synthetic GOSAT-like retrievals, synthetic towers");
  });

  it("know no error of an observation that is not theirs", () => {
    const { noise } = networks(["towers"], 1);
    expect(() => noise(networks(["towers"], 1).observations[0])).toThrow("is none of towers");
  });
});
