/** Output of WRF in other projections, cut, joined and spoiled, on files that a test writes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CoverageError, InputError } from "../../../src/errors.js";
import { centredGrid, createGrid, type GridDefinition, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { createProjection } from "../../../src/grids/projection.js";
import type { MeteorologySource } from "../../../src/meteorology/meteorology.js";
import { wrfDomain, wrfMeteorology } from "../../../src/meteorology/sources/wrf.js";
import { describeWithShared, sharedData } from "../../sharedData.js";
import { columnMass, type WrfOutput, writeWrf } from "./wrfFile.js";

const folder = mkdtempSync(join(tmpdir(), "wrf-"));
afterAll(() => rmSync(folder, { recursive: true }));

const onMap = (definition: string, longitude: number, latitude: number): GridDefinition =>
  centredGrid("domain", createProjection(`${definition} +R=6370000 +units=m +no_defs`), 9, 8, 20e3, [
    longitude,
    latitude,
  ]);
const lambert = onMap("+proj=lcc +lat_1=30 +lat_2=60 +lat_0=40 +lon_0=10", 12, 48);
const common = { CEN_LAT: 48, CEN_LON: 12, STAND_LON: 10, TRUELAT1: 30, TRUELAT2: 60, DX: 20e3, DY: 20e3 };
const plain: WrfOutput = {
  grid: lambert,
  attributes: { ...common, MAP_PROJ: 1 },
  times: ["2016-07-01_00:00:00", "2016-07-01_01:00:00"],
  eta: [1, 0.99, 0.95, 0.8, 0.5, 0],
};
const START = Date.UTC(2016, 6, 1) / 1000;

let count = 0;
async function write(output: Partial<WrfOutput> = {}): Promise<string> {
  const path = join(folder, `wrfout_d01_${count++}`);
  await writeWrf(path, { ...plain, ...output });
  return path;
}
async function open(paths: readonly string[], shift = 0): Promise<MeteorologySource> {
  return wrfMeteorology(paths, ({ cells }) => new Float64Array(cells).fill(1), shift);
}

describe("WRF's output", () => {
  it.each<[string, GridDefinition, Readonly<Record<string, number>>]>([
    ["Lambert", lambert, { MAP_PROJ: 1 }],
    [
      "Lambert of the south",
      onMap("+proj=lcc +lat_1=-15 +lat_2=-40 +lat_0=-25 +lon_0=133", 148, -23),
      { MAP_PROJ: 1, TRUELAT1: -15, TRUELAT2: -40, STAND_LON: 133 },
    ],
    ["polar stereographic", onMap("+proj=stere +lat_0=90 +lat_ts=60 +lon_0=10", 20, 70), { MAP_PROJ: 2, TRUELAT1: 60 }],
    ["Mercator", onMap("+proj=merc +lat_ts=20 +lon_0=12", 14, 5), { MAP_PROJ: 3, TRUELAT1: 20 }],
    ["longitude-latitude", longitudeLatitudeGrid("domain", 100, 20, 0.2, 0.1, 9, 8), { MAP_PROJ: 6, POLE_LAT: 90 }],
  ])("places its cells where they are: %s", async (_, definition, attributes) => {
    const path = await write({ grid: definition, attributes: { ...common, ...attributes } });
    const [found, expected] = [createGrid((await wrfDomain([path])).grid), createGrid(definition)];
    for (let cell = 0; cell < expected.cells; cell++) {
      expect(Math.abs(found.longitude[cell] - expected.longitude[cell])).toBeLessThan(1e-4);
      expect(Math.abs(found.latitude[cell] - expected.latitude[cell])).toBeLessThan(1e-4);
      expect(Math.abs(found.area[cell] / expected.area[cell] - 1)).toBeLessThan(1e-4);
    }
  });

  it("gives dry mass, temperature of the total pressure, and stability with the buoyancy of vapour", async () => {
    const source = await open([await write()]);
    const { dryBurden = [], temperature, specificHumidity, xWind, inverseObukhovLength } = source.at(START + 1800);
    expect(dryBurden[5]).toBeCloseTo((0.01 * columnMass(5)) / 9.81, 8);
    expect(temperature[5]).toBeCloseTo(310 * ((0.995 * columnMass(5) + 5000) / 1e5) ** (2 / 7), 8);
    expect(specificHumidity[0]).toBeCloseTo(0.01 / 1.01, 12);
    expect(xWind[0]).toBe(5.5);
    const heat = 100 + ((0.61 * 1004.7 * temperature[0]) / 2.5e6) * 200;
    const density = (columnMass(0) + 5000) / (287.0471 * temperature[0]);
    const obukhov = (-0.4 * 9.80665 * heat) / (density * 1004.7 * temperature[0] * 0.3 ** 3);
    expect(inverseObukhovLength[0]).toBeCloseTo(obukhov, 10);
  });

  it("joins files of an hour each, which may share a time that says the same", async () => {
    const day = Array.from({ length: 3 }, (_, hour) => `2016-07-01_0${hour}:00:00`);
    const paths = [await write({ times: day.slice(0, 1) }), await write({ times: day.slice(0, 1) })];
    paths.push(await write({ times: day.slice(1, 2) }), await write({ times: day.slice(2) }));
    const source = await open(paths, 86400);
    expect(source.coverage).toEqual({ start: START + 86400, end: START + 86400 + 7200 });
    expect(source.remarks).toContain("dates shifted by 1 days");
  });

  it("diagnoses a boundary layer that it does not hold, and says so", async () => {
    const source = await open([await write({ without: ["PBLH", "UST", "HFX", "LH", "SWDOWN"] })]);
    expect(source.remarks).toEqual([
      "boundary-layer height diagnosed (bulk Richardson number 0.25)",
      "friction velocity diagnosed (log law)",
      "surface layer taken as neutral",
    ]);
    const { frictionVelocity, shortwave, precipitation } = source.at(START);
    expect(frictionVelocity[3]).toBeGreaterThan(0.1);
    expect([shortwave, precipitation]).toEqual([undefined, undefined]);
  });

  it("has the rain between its steps, of both kinds and their buckets, of each simulation for itself", async () => {
    const hours = ["00", "01", "03", "04", "05"].map((hour) => `2016-07-01_${hour}:00:00`);
    const rain = (times: string[], start: string, fallen: (hour: number) => number): Promise<string> =>
      write({
        times,
        attributes: { ...common, MAP_PROJ: 1, SIMULATION_START_DATE: start, BUCKET_MM: 100 },
        rain: {
          RAINC: 1,
          RAINNC: (step) => fallen(step) % 100,
          I_RAINC: 0,
          I_RAINNC: (step) => Math.floor(fallen(step) / 100),
        },
      });
    // 0 to 3 h: 98, 101, 119 mm; a new simulation: 0 and 7 mm.
    const source = await open([
      await rain(hours.slice(0, 3), "2016-06-30_00:00:00", (step) => [98, 101, 119][step]),
      await rain(hours.slice(3), hours[3], (step) => 7 * step),
    ]);
    const perHour = (hour: number): number => 3600 * (source.at(START + 3600 * hour).precipitation?.[0] ?? Number.NaN);
    expect([0, 1, 3, 4, 5].map(perHour).map((value) => Number(value.toFixed(9)))).toEqual([3, 7, 9, 7, 7]);
    expect(perHour(2)).toBeCloseTo(8, 9);
  });

  it("has no rain where a step is the only one of its simulation", async () => {
    const [first, second] = ["2016-07-01_00:00:00", "2016-07-01_01:00:00"];
    const alone = (time: string) =>
      write({
        times: [time],
        attributes: { ...common, MAP_PROJ: 1, SIMULATION_START_DATE: time },
        rain: { RAINC: 1, RAINNC: 1 },
      });
    const source = await open([await alone(first), await alone(second)]);
    expect(source.at(START).precipitation).toBeUndefined();
  });

  it.each<[string, Partial<WrfOutput>]>([
    ["rain of one kind alone", { rain: { RAINC: 1 } }],
    [
      "buckets that are not counted",
      { rain: { RAINC: 1, RAINNC: 1 }, attributes: { ...plain.attributes, BUCKET_MM: 100 } },
    ],
  ])("shows no rain of %s", async (_, output) => {
    const whole = await open([await write({ rain: { RAINC: 1, RAINNC: 1 } })]);
    expect(whole.at(START).precipitation?.[0]).toBe(0);
    const source = await open([await write(output)]);
    expect(source.at(START).precipitation).toBeUndefined();
  });

  it("takes the coefficients of the hybrid coordinate", async () => {
    const path = await write({ attributes: { ...common, MAP_PROJ: 1, HYBRID_OPT: 2 } });
    await expect(wrfDomain([path])).rejects.toThrow(/HYBRID_OPT 2 without C3F and C4F.*keep C3F and C4F/);
  });
});

describe("WRF's output is refused", () => {
  const refusal = async (...outputs: Partial<WrfOutput>[]): Promise<MeteorologySource> =>
    open(await Promise.all(outputs.map(write)));

  it("without what is required, all of it named", async () => {
    await expect(refusal({ without: ["MU", "PSFC", "XLAT"] })).rejects.toThrow(CoverageError);
    await expect(refusal({ without: ["MU", "PSFC", "XLAT"] })).rejects.toThrow(/no MU, no PSFC, no XLAT/);
  });

  it("with other winds for the same time", async () => {
    await expect(refusal({}, { values: { U: () => 4 } })).rejects.toThrow(
      /variable "U", .*variable "U": other values for the same instant, 2016-07-01T00:00Z/,
    );
    await expect(refusal({ times: [plain.times[0], plain.times[0]] })).rejects.toThrow(/step 1 has the time of step 0/);
  });

  it("with a hole between its hours", async () => {
    const source = await open([
      await write({ times: ["00", "01", "02", "05", "06"].map((h) => `2016-07-01_${h}:00:00`) }),
    ]);
    expect(() => source.check(START, START + 6 * 3600)).toThrow(
      /no weather between 2016-07-01T02:00Z and 2016-07-01T05:00Z/,
    );
    source.check(START, START + 2 * 3600);
  });

  it("where its cells are not where the header puts them", async () => {
    await expect(refusal({ attributes: { ...common, MAP_PROJ: 1, DX: 10e3 } })).rejects.toThrow(
      /XLONG, XLAT: cell 1 at .* cells from where the header puts it/,
    );
    await expect(
      refusal({}, { grid: onMap("+proj=lcc +lat_1=30 +lat_2=60 +lat_0=40 +lon_0=10", 13, 48) }),
    ).rejects.toThrow(InputError);
  });

  it("in a rotated or an unknown projection", async () => {
    await expect(refusal({ attributes: { ...common, MAP_PROJ: 6, POLE_LAT: 40 } })).rejects.toThrow(
      /MAP_PROJ 6 with the pole at 40 N/,
    );
    await expect(refusal({ attributes: { ...common, MAP_PROJ: 0 } })).rejects.toThrow(
      /MAP_PROJ 0; expected 1 \(Lambert\)/,
    );
    await expect(refusal({ attributes: { MAP_PROJ: 1 } })).rejects.toThrow(/no number in the global attribute/);
  });

  it("with other units, values beyond all range or none at all", async () => {
    const at = async (output: Partial<WrfOutput>): Promise<unknown> => (await refusal(output)).at(START);
    await expect(at({ units: { PBLH: "km" } })).rejects.toThrow(/"PBLH": units "km"; expected m/);
    await expect(at({ values: { PBLH: () => -9999 } })).rejects.toThrow(
      /"PBLH": -9999 at 2016-07-01T00:00Z.*0 to 20000 m/,
    );
    await expect(at({ values: { V: (i) => (i === 7 ? Number.NaN : 1) } })).rejects.toThrow(/"V": NaN at .*position 7/);
    await expect(at({ times: ["2016-07-01 00:00:00"] })).rejects.toThrow(/"Times": "2016-07-01 00:00:00"/);
  });

  it("where its pressures are not those of its layers", async () => {
    await expect(refusal({ values: { PSFC: () => 8e4 } })).rejects.toThrow(
      /pressures that differ by .* from those of the layers/,
    );
  });
});

describeWithShared("real files of WRF that cannot serve", () => {
  const real = (name: string): Promise<unknown> => wrfDomain([sharedData("products", "WRF", name)]);

  it("say what they are or lack", async () => {
    await expect(real("met_em.d01.2005-08-28_12:00:00.nc")).rejects.toThrow(
      /output of metgrid, which is the input of WRF/,
    );
    await expect(real("mercator_sample.nc")).rejects.toThrow(/no MU, no MUB, no P_TOP, no ZNW/);
    await expect(real("wrf_tip_d1.nc")).rejects.toThrow(/expected output of WRF-ARW/);
  });
});
