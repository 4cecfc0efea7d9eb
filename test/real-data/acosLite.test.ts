/** Two days of real ACOS v9 Lite files: what the reader finds, what screening keeps, what the operator returns. */
import { beforeAll, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { hybridCoordinate, levelPressure, verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { greatCircleDistance, unitVector } from "../../src/grids/sphere.js";
import { cosineOfZenith } from "../../src/grids/sun.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { columnOperator } from "../../src/observations/columnOperator.js";
import { levelColumnOperator } from "../../src/observations/levelColumnOperator.js";
import { screenObservations } from "../../src/observations/quality.js";
import type { RetrievalSet } from "../../src/observations/observation.js";
import type { Retrieval } from "../../src/observations/retrieval.js";
import { subsatellitePoint } from "../../src/observations/sources/groundTrack.js";
import { readLite } from "../../src/observations/sources/lite.js";
import { syntheticColumn } from "../../src/observations/sources/syntheticProfiles.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const FILES = [
  "acos_LtCO2_090901_v205205_B9213A_200310212449s.nc4",
  "acos_LtCO2_090902_v205205_B9213A_200310212523s.nc4",
].map((name) => sharedData("acos", name));
const grid = createGrid(gridPreset("china-64km"));
const period = { start: Date.UTC(2009, 8, 1) / 1000, end: Date.UTC(2009, 8, 3) / 1000 };
const inBox = ({ longitude, latitude }: Retrieval): boolean =>
  latitude >= 10 && latitude <= 56 && longitude >= 68 && longitude <= 142;
const weighted = (r: Retrieval, values: Float64Array): number =>
  r.pressureWeight.reduce((sum, h, k) => sum + h * values[k], 0);

describeWithShared("ACOS v9 Lite files", () => {
  let days: RetrievalSet[];
  let set: RetrievalSet;
  beforeAll(async () => {
    days = await Promise.all(FILES.map((file) => readLite([file])));
    set = await readLite(FILES);
  });

  it("hold the soundings, good soundings and soundings over East Asia that are known of them", () => {
    const counts = days.map(({ observations: retrievals }) => [
      retrievals.length,
      retrievals.filter(({ good }) => good).length,
      retrievals.filter(inBox).length,
      retrievals.filter((r) => inBox(r) && r.good).length,
    ]);
    expect(counts).toEqual([
      [985, 350, 75, 19],
      [1005, 423, 74, 21],
    ]);
    expect(set.observations).toHaveLength(1990);
    expect(set.title).toBe("GOSAT ACOS L2 Lite Output B9.2.00");
    expect(set.observations.filter(({ missing }) => missing !== undefined)).toEqual([]);
  });

  it("carry times that agree with the sounding identifiers, and SI", () => {
    for (const { id, time, pressure, uncertainty } of set.observations) {
      const [, ...parts] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(id)!.map(Number);
      const [year, month, day, hour, minute, second] = parts;
      const named = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
      expect(Math.abs(time - named)).toBeLessThanOrEqual(1);
      expect(pressure).toHaveLength(20);
      expect(pressure[19]).toBeGreaterThan(4e4);
      expect(pressure[19]).toBeLessThan(1.06e5);
      expect(uncertainty).toBeLessThan(2e-5);
    }
    const good = set.observations.filter((r) => r.good).map(({ xco2 }) => xco2);
    expect(Math.min(...good)).toBeGreaterThan(370e-6);
    expect(Math.max(...good)).toBeLessThan(400e-6);
  });

  it("have weights that sum to 1 and priors that are the weighted means of their profiles", () => {
    for (const r of set.observations) {
      expect(Math.abs(r.pressureWeight.reduce((sum, h) => sum + h) - 1)).toBeLessThan(1e-7);
      const tolerance = inBox(r) ? 0.0024e-6 : 0.004e-6;
      expect(Math.abs(weighted(r, r.priorProfile) - r.priorXco2)).toBeLessThan(tolerance);
    }
  });

  it("are screened: 153 in the domain, 44 good, the best of each cell and hour to be assimilated", () => {
    const { counts } = screenObservations(set, grid, period);
    expect(counts.months).toEqual(["2009-09"]);
    expect(counts.counts).toMatchObject({
      assimilated: [41],
      validation: [3],
      not_good: [109],
      outside_domain: [1837],
      outside_period: [0],
      missing_value: [0],
    });
    const first = screenObservations(set, grid, { ...period, end: period.start + 86400 });
    expect(first.counts.counts.outside_period).toEqual([1005]);
  });

  it("give back their prior at their levels where the model's are the same and hold its prior profile", () => {
    // Pairs of interfaces 1e-6 around each of the retrieval's levels but the uppermost put the layers' middles there.
    const pairs = sigmaAround(1e-6);
    const vertical = hybridCoordinate(
      "ACOS levels",
      pairs.map(() => 0),
      pairs,
    );
    let seen = 0;
    for (const { observation, cell } of screenObservations(set, grid, period).observations) {
      if (cell < 0 || observation.kind !== "column") continue;
      const retrieval = observation;
      seen++;
      const surface = new Float64Array(grid.cells).fill(retrieval.pressure[19]);
      const values = (row: number): number => retrieval.priorProfile[19 - Math.floor(row / grid.cells)];
      const simulated = (changed: Retrieval): number => {
        const operator = levelColumnOperator(changed, grid, vertical, surface);
        return operator.rows.reduce((sum, row, j) => sum + operator.weights[j] * values(row), operator.constant);
      };
      expect(Math.abs(simulated(retrieval) - retrieval.priorXco2)).toBeLessThan(1e-4 * 1e-6);
      // With a kernel of 1 and no prior the operator is the weighted mean, which the file gives independently.
      const unit = { ...retrieval, averagingKernel: new Float64Array(20).fill(1) };
      const column = simulated({ ...unit, priorXco2: 0, priorProfile: new Float64Array(20) });
      const uppermost = retrieval.pressureWeight[0] * retrieval.priorProfile[0];
      expect(Math.abs(column + uppermost - retrieval.priorXco2)).toBeLessThan(0.003e-6);
    }
    expect(seen).toBe(153);
  });

  it("give back their prior to 0.06 ppm (0.02 RMS) through the 15 layers of the model", () => {
    const vertical = verticalPreset("jdas-15");
    const departures: number[] = [];
    for (const { observation: r, cell } of screenObservations(set, grid, period).observations) {
      if (cell < 0 || r.kind !== "column") continue;
      const surface = r.pressure[19];
      const operator = columnOperator(r, grid, vertical, new Float64Array(grid.cells).fill(surface));
      const simulated = operator.rows.reduce((sum, row, j) => {
        const pressure = levelPressure(vertical, Math.floor(row / grid.cells), surface);
        return sum + operator.weights[j] * interpolated(r, pressure);
      }, operator.constant);
      departures.push((simulated - r.priorXco2) * 1e6);
    }
    expect(departures).toHaveLength(153);
    expect(Math.max(...departures.map(Math.abs))).toBeLessThan(0.06);
    expect(Math.sqrt(departures.reduce((sum, d) => sum + d * d, 0) / departures.length)).toBeLessThan(0.02);
  });

  it("were sounded where and when the synthetic orbit passes: nadir soundings within 10 km of its track", async () => {
    let nadir = 0;
    for (const [day, path] of FILES.entries()) {
      const file = await openNetcdf(path);
      const angle = file.variable("sensor_zenith_angle").read();
      const ids = Array.from(file.variable("sounding_id").readBigInts(), String);
      file.close();
      for (const { id, time, longitude, latitude } of days[day].observations) {
        if (angle[ids.indexOf(id)] > 1.5) continue;
        nadir++;
        const track = subsatellitePoint(time);
        const gap = greatCircleDistance(unitVector(track.longitude, track.latitude), unitVector(longitude, latitude));
        expect(gap).toBeLessThan(10e3);
      }
    }
    expect(nadir).toBe(175);
  });

  it("have the kernels that synthetic soundings imitate, within 0.05 of their mean at every level", () => {
    for (const [low, high] of [
      [20, 40],
      [40, 60],
    ]) {
      const angles = set.observations
        .filter(({ good }) => good)
        .map((r) => ({ r, cosine: cosineOfZenith(r.time, r.longitude, r.latitude) }))
        .filter(({ cosine }) => cosine < Math.cos((low * Math.PI) / 180) && cosine > Math.cos((high * Math.PI) / 180));
      expect(angles.length).toBeGreaterThan(150);
      for (let k = 0; k < 20; k++) {
        const difference = angles.map(
          ({ r, cosine }) => r.averagingKernel[k] - syntheticColumn(r.pressure[19], cosine, r.time).averagingKernel[k],
        );
        const mean = difference.reduce((sum, d) => sum + d) / difference.length;
        expect(Math.abs(mean)).toBeLessThan(0.05);
      }
    }
  });
});

/** Sigma of interfaces whose middles are 19/19, 18/19 ... 1/19 but for e. */
function sigmaAround(e: number): number[] {
  const sigma = [1];
  for (let k = 0; k < 19; k++) {
    const middle = k === 0 ? 1 - e : (19 - k) / 19;
    sigma.push(2 * middle - sigma[k]);
  }
  return sigma;
}

/** The prior profile, linear in pressure. @param pressure [Pa] */
function interpolated({ pressure, priorProfile }: Retrieval, p: number): number {
  let k = 0;
  while (k < pressure.length - 2 && pressure[k + 1] < p) k++;
  const fraction = (p - pressure[k]) / (pressure[k + 1] - pressure[k]);
  return priorProfile[k] + fraction * (priorProfile[k + 1] - priorProfile[k]);
}
