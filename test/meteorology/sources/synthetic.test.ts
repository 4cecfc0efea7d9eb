import { describe, expect, it } from "vitest";
import { GAS_CONSTANT_DRY_AIR } from "../../../src/constants.js";
import { createGrid, gridPreset, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { levelPressure, verticalPreset } from "../../../src/grids/verticalCoordinate.js";
import type { Meteorology } from "../../../src/meteorology/meteorology.js";
import { type Streamfunction, streamfunctionPattern } from "../../../src/meteorology/sources/streamfunctionPattern.js";
import { syntheticMeteorology } from "../../../src/meteorology/sources/synthetic.js";
import {
  COLDEST,
  continentalProfile,
  continentalStrength,
  coriolis,
  jetStrength,
  meanState,
  northernWinter,
  surfaceTemperature,
} from "../../../src/meteorology/sources/syntheticClimate.js";
import { levelProfile } from "../../../src/meteorology/sources/syntheticLevels.js";
import { drawWaves, waveStrength, waveTilt } from "../../../src/meteorology/sources/syntheticWaves.js";

const grid = createGrid(gridPreset("china-64km"));
const vertical = verticalPreset("jdas-15");
/** Land west of 118 E and north of 22 N, near enough. */
const landFraction = grid.longitude.map((lon, c) => (lon < 118 && grid.latitude[c] > 22 ? 1 : 0));
const source = syntheticMeteorology({ grid, vertical, landFraction, seed: 7 });
/** The same over a flat ground, where surface pressure is that of sea level. */
const flat = syntheticMeteorology({ grid, vertical, landFraction, seed: 7, hills: [] });
const { cells, columns, rows } = grid;
const xFaces = (columns + 1) * rows;

const july = (day: number, hour: number): number => Date.UTC(2010, 6, day, hour) / 1000;
const january = (day: number, hour: number): number => Date.UTC(2010, 0, day, hour) / 1000;
const days = [3, 13, 23];
/** Level nearest 250 hPa. */
const jetLevel = Array.from({ length: 15 }, (_, k) => k).reduce((best, k) =>
  Math.abs(levelPressure(vertical, k, 1.013e5) - 2.5e4) < Math.abs(levelPressure(vertical, best, 1.013e5) - 2.5e4)
    ? k
    : best,
);

function mean(values: ArrayLike<number>, keep: (index: number) => boolean = () => true): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (keep(i)) {
      sum += values[i];
      count++;
    }
  }
  return sum / count;
}

function eastward(weather: Meteorology, level: number): Float64Array {
  // Away from the middle of the domain a face is turned; both components make the eastward wind of the cell.
  return grid.longitude.map((_, c) => {
    const row = Math.floor(c / columns);
    const x = row * (columns + 1) + (c % columns);
    const y = c;
    return (
      weather.xWind[level * xFaces + x] * grid.xFaces.normalEast[x] +
      weather.yWind[level * columns * (rows + 1) + y] * grid.yFaces.normalEast[y]
    );
  });
}

function speeds(weather: Meteorology, level: number): number {
  const x = weather.xWind.subarray(level * xFaces, (level + 1) * xFaces);
  const y = weather.yWind.subarray(level * columns * (rows + 1), (level + 1) * columns * (rows + 1));
  return Math.sqrt(mean(x.map((u) => u * u)) + mean(y.map((v) => v * v)));
}

describe("synthetic weather", () => {
  it("has a jet of 20 to 45 m/s at 250 hPa in July and a stronger one in January, over flat ground", () => {
    const strongest = (time: number): number => Math.max(...eastward(flat.at(time), jetLevel));
    for (const day of days) {
      const [summer, winter] = [strongest(july(day, 0)), strongest(january(day, 0))];
      expect(summer).toBeGreaterThan(20);
      expect(summer).toBeLessThan(45);
      expect(winter).toBeGreaterThan(summer + 5);
      expect(winter).toBeLessThan(80);
    }
  });

  it("has surface winds of 3 to 8 m/s rms that grow with height", () => {
    for (const day of days) {
      for (const time of [july(day, 0), january(day, 0)]) {
        const weather = source.at(time);
        expect(speeds(weather, 0)).toBeGreaterThan(3);
        expect(speeds(weather, 0)).toBeLessThan(8);
        expect(speeds(weather, 5)).toBeGreaterThan(1.2 * speeds(weather, 0));
        expect(speeds(weather, jetLevel)).toBeGreaterThan(2 * speeds(weather, 5));
      }
    }
  });

  it("is in thermal-wind balance with the gradient of its temperature, within a factor of two", () => {
    // Vertical mean over the domain and month: u(250) - u(850) against (R / f) ln(850/250) times -dT/dy at 500 hPa.
    const middle = Math.floor(rows / 2) * columns + Math.floor(columns / 2);
    const [south, north] = [middle - 15 * columns, middle + 15 * columns];
    let [shear, gradient] = [0, 0];
    for (const day of days) {
      const weather = source.at(january(day, 0));
      shear += mean(eastward(weather, jetLevel), (c) => Math.abs(grid.latitude[c] - 35) < 8) / days.length;
      shear -= mean(eastward(weather, 6), (c) => Math.abs(grid.latitude[c] - 35) < 8) / days.length;
      gradient += (weather.temperature[10 * cells + south] - weather.temperature[10 * cells + north]) / days.length;
    }
    const f = 2 * 7.292e-5 * Math.sin((35 * Math.PI) / 180);
    const thermal = ((287 / f) * Math.log(850 / 250) * gradient) / (30 * 64e3);
    expect(shear / thermal).toBeGreaterThan(0.5);
    expect(shear / thermal).toBeLessThan(2);
  });

  it("has low pressure to the left of its wind: pressure gradient and wind are geostrophic in phase", () => {
    const weather = flat.at(january(13, 0));
    const level = 7;
    let [product, windSquare, geostrophicSquare] = [0, 0, 0];
    for (let row = 10; row < rows - 10; row++) {
      for (let column = 10; column < columns - 10; column++) {
        const c = row * columns + column;
        const f = 2 * 7.292e-5 * Math.sin((grid.latitude[c] * Math.PI) / 180);
        if (grid.latitude[c] < 25) continue;
        const geostrophic = (weather.surfacePressure[c + 1] - weather.surfacePressure[c - 1]) / (1.2 * f * 128e3);
        const wind = weather.yWind[level * columns * (rows + 1) + c];
        product += wind * geostrophic;
        windSquare += wind * wind;
        geostrophicSquare += geostrophic * geostrophic;
      }
    }
    expect(product / Math.sqrt(windSquare * geostrophicSquare)).toBeGreaterThan(0.6);
  });

  it("has a boundary layer of 1 to 2 km by day and 100 to 300 m by night over land, about 600 m over sea", () => {
    const inside = (c: number): boolean => landFraction[c] === 1 && Math.abs(grid.longitude[c] - 105) < 8;
    const day = source.at(july(15, 7)).boundaryLayerHeight;
    const night = source.at(july(15, 18)).boundaryLayerHeight;
    expect(mean(day, inside)).toBeGreaterThan(1000);
    expect(mean(day, inside)).toBeLessThan(2000);
    expect(mean(night, inside)).toBeGreaterThan(100);
    expect(mean(night, inside)).toBeLessThan(300);
    expect(Math.abs(mean(night, (c) => landFraction[c] === 0) - 600)).toBeLessThan(120);
  });

  it("is finite, with sensible mass, temperature, humidity and pressure, at all hours of a day in both seasons", () => {
    for (const day of [january(15, 0), july(15, 0)]) {
      for (let hour = 0; hour < 24; hour++) {
        const { time: _, ...fields } = source.at(day + 3600 * hour);
        for (const values of Object.values(fields)) {
          let finite = true;
          for (const value of values ?? []) finite &&= Number.isFinite(value);
          expect(finite).toBe(true);
        }
        expect(Math.abs(mean(fields.surfacePressure, (c) => grid.longitude[c] > 130) - 1.012e5)).toBeLessThan(700);
        expect(Math.min(...fields.surfacePressure)).toBeGreaterThan(5.5e4);
        expect(Math.max(...fields.surfacePressure)).toBeLessThan(1.05e5);
        expect(fields.temperature.every((t) => t > 195 && t < 315)).toBe(true);
        expect(fields.specificHumidity.every((q) => q > 1e-6 && q < 0.03)).toBe(true);
        expect(fields.frictionVelocity.every((u) => u >= 0.03 && u < 1.5)).toBe(true);
        expect(fields.inverseObukhovLength.every((l) => l >= -0.5 && l <= 0.2)).toBe(true);
      }
    }
  });

  it("does not repeat itself within a month and depends on the seed alone", () => {
    const first = source.at(january(1, 0)).xWind.slice(jetLevel * xFaces, (jetLevel + 1) * xFaces);
    for (let day = 2; day <= 31; day += 2) {
      const other = source.at(january(day, 0)).xWind.subarray(jetLevel * xFaces, (jetLevel + 1) * xFaces);
      expect(Math.sqrt(mean(other.map((u, i) => (u - first[i]) ** 2)))).toBeGreaterThan(3);
    }
    const coarse = createGrid(longitudeLatitudeGrid("coarse", 70, -40, 10, 10, 8, 12));
    const land = new Float64Array(coarse.cells);
    const make = (seed: number): Meteorology =>
      syntheticMeteorology({ grid: coarse, vertical, landFraction: land, seed }).at(january(9, 5));
    expect(make(3)).toEqual(make(3));
    expect(make(3).xWind).not.toEqual(make(4).xWind);
    expect(make(3).xWind.every(Number.isFinite)).toBe(true);
  });

  it("blows and warms as the streamfunctions say, each level for itself", () => {
    const place = createGrid(longitudeLatitudeGrid("place", 95, 25, 3, 2.5, 9, 8));
    const time = january(9, 5);
    const weather = syntheticMeteorology({
      grid: place,
      vertical,
      landFraction: new Float64Array(place.cells),
      seed: 3,
      hills: [],
    }).at(time);
    const mean = meanState();
    const waves = drawWaves(3, northernWinter);
    const psi =
      (sigma: number): Streamfunction =>
      (longitude, latitude) =>
        mean.surface(longitude, latitude) +
        continentalStrength(time) * continentalProfile(sigma) * mean.continent(longitude, latitude) +
        jetStrength(sigma) * mean.jetSummer(longitude, latitude) +
        jetStrength(sigma) * northernWinter(time) * mean.jetChange(longitude, latitude) +
        waves.reduce((sum, wave) => {
          const phase = wave.phase(time) - waveTilt(sigma);
          const shape =
            Math.cos(phase) * wave.cosine(longitude, latitude) + Math.sin(phase) * wave.sine(longitude, latitude);
          return sum + wave.amplitude(time) * waveStrength(sigma) * shape;
        }, 0);
    const profile = Array.from({ length: 15 }, (_, k) => levelProfile(vertical, k));
    const across = profile.map(
      ({ acrossIsobars }) => acrossIsobars - profile.reduce((s, l) => s + l.acrossIsobars * l.share, 0),
    );
    const lowest = streamfunctionPattern(place, psi(profile[0].sigma));
    for (const [k, { sigma, friction }] of profile.entries()) {
      const { xWind, yWind } = streamfunctionPattern(place, psi(sigma));
      for (const [wind, flow, gradient, faces] of [
        [weather.xWind, xWind, lowest.xGradient, place.xFaces],
        [weather.yWind, yWind, lowest.yGradient, place.yFaces],
      ] as const) {
        flow.forEach((speed, f) => {
          const expected = (1 - friction) * speed - across[k] * Math.tanh(faces.latitude[f] / 10) * gradient[f];
          expect(Math.abs(wind[k * flow.length + f] - expected)).toBeLessThan(1e-9);
        });
      }
    }
    // Geostrophic at the ground, hydrostatic above: T' = -(f / R) d psi' / d ln p.
    const k = jetLevel - 1;
    const { sigma, temperatureRatio } = profile[k];
    place.latitude.forEach((latitude, c) => {
      const still = (s: number): number =>
        psi(s)(place.longitude[c], latitude) -
        mean.surface(place.longitude[c], latitude) -
        continentalStrength(time) * continentalProfile(s) * mean.continent(place.longitude[c], latitude) -
        jetStrength(s) * mean.jetSummer(place.longitude[c], latitude) -
        jetStrength(s) * northernWinter(time) * mean.jetChange(place.longitude[c], latitude);
      const { summer, change } = surfaceTemperature(latitude);
      const base = Math.max(COLDEST, (summer + northernWinter(time) * change) * temperatureRatio);
      const wave = (coriolis(latitude) * (still(0.99 * sigma) - still(1.01 * sigma))) / (0.02 * GAS_CONSTANT_DRY_AIR);
      expect(Math.abs(weather.temperature[k * place.cells + c] - base - wave)).toBeLessThan(1e-6);
    });
  });

  it("has sunlight of a clear sky, and rain where it convects, much in the summer and little in the winter", () => {
    // 04 UTC is noon at 120 E.
    const noon = source.at(july(3, 4));
    const at = grid.longitude.findIndex((lon, c) => Math.abs(lon - 120) < 1 && Math.abs(grid.latitude[c] - 23) < 1);
    expect(noon.shortwave?.[at]).toBeGreaterThan(1000);
    expect(noon.shortwave?.[at]).toBeLessThan(1040);
    expect(source.at(july(3, 16)).shortwave?.[at]).toBe(0);
    const south = Array.from({ length: cells }, (_, c) => c).filter((c) => grid.latitude[c] < 30);
    const meanRain = (timeOf: (day: number, hour: number) => number): number => {
      const hours = days.flatMap((day) => [0, 6, 12, 18].map((hour) => source.at(timeOf(day, hour))));
      const sums = hours.map(({ precipitation }) =>
        south.reduce((sum, c) => sum + (precipitation?.[c] ?? Number.NaN), 0),
      );
      return (86400 * sums.reduce((sum, value) => sum + value, 0)) / hours.length / south.length;
    };
    // Some 5 mm a day south of 30 N.
    expect(meanRain(july)).toBeGreaterThan(2);
    expect(meanRain(july)).toBeLessThan(8);
    expect(meanRain(january)).toBeLessThan(1);
    const { updraftMassFlux, precipitation } = noon;
    const convects = (c: number): boolean => (updraftMassFlux?.[5 * cells + c] ?? 0) > 0;
    expect(precipitation?.every((rain, c) => rain > 0 === convects(c))).toBe(true);
  });

  it("gives the air alone as it is in the whole weather", () => {
    const time = july(9, 6);
    const { surfacePressure, specificHumidity } = source.at(time);
    expect(source.airAt(time)).toEqual({ time, surfacePressure, specificHumidity });
    expect(source.surfacePressureAt?.(time)).toEqual(surfacePressure);
  });

  it("gives the mixing alone as it is in the whole weather", () => {
    const time = july(9, 6);
    const { boundaryLayerHeight, frictionVelocity, inverseObukhovLength, updraftMassFlux } = source.at(time);
    const mixing = { boundaryLayerHeight, frictionVelocity, inverseObukhovLength, updraftMassFlux };
    expect(source.mixingAt?.(time)).toEqual(mixing);
  });

  it("says that it is made up", () => {
    expect(source.remarks[0]).toMatch(/synthetic weather \(seed 7\).*the orography is made up too/);
    expect(flat.remarks[0]).toMatch(/no orography/);
    expect(source.files).toEqual([]);
    expect(() => source.at(Number.NaN)).toThrow(/expected a date/);
  });
});
