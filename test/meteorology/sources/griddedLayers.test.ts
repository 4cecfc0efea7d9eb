/** Layers of gridded weather: their interfaces in each layout, and what goes from them to the model's layers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../../src/errors.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import {
  hybridCoordinate,
  sigmaCoordinate,
  type VerticalCoordinate,
  verticalPreset,
} from "../../../src/grids/verticalCoordinate.js";
import { griddedMeteorology } from "../../../src/meteorology/sources/gridded.js";
import { griddedVertical } from "../../../src/meteorology/sources/griddedLayers.js";
import { createLayerRemap } from "../../../src/meteorology/sources/layerRemap.js";
import { describeWithShared, sharedData } from "../../sharedData.js";
import { type LayeredFile, layouts, writeLayers } from "./layeredFile.js";
import { plain, writeWeather } from "./weatherFile.js";

const folder = mkdtempSync(join(tmpdir(), "layers-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Hybrid up to 0 Pa. */
const a = [0, 200, 3000, 8000, 9000, 2000, 0];
const b = [1, 0.97, 0.75, 0.4, 0.1, 0, 0];
const standard: LayeredFile = {
  layout: "cf",
  a,
  b,
  fromTop: true,
  latitudes: [20, 25, 30, 35, 40],
  longitudes: [95, 100, 105, 110, 115, 120],
  value: (name, layer, lon, lat) =>
    ({
      u: 3 + 4 * layer + 0.1 * (lon - 105),
      v: 2 * Math.sin(layer) + 0.05 * lat,
      t: 292 - 12 * layer + 0.1 * lat,
      q: 0.012 * Math.exp(-layer) + 1e-5 * (lon - 95),
    })[name],
  surfacePressure: (lon, lat) => 98000 + 50 * (lon - 100) - 300 * (lat - 30),
};

let count = 0;
async function written(change: Partial<LayeredFile> = {}): Promise<string> {
  const path = join(folder, `layers${count++}.nc`);
  await writeLayers(path, { ...standard, ...change });
  return path;
}

/** Largest difference from the interfaces expected, by pressure at 1000 hPa [Pa]. */
function difference(found: VerticalCoordinate, aExpected: readonly number[], bExpected: readonly number[]): number {
  if (found.levels !== aExpected.length - 1) return Infinity;
  return Math.max(
    ...aExpected.map((value, k) => Math.abs(found.a[k] - value) + 1e5 * Math.abs(found.b[k] - bExpected[k])),
  );
}

describe("interfaces of layers", () => {
  it.each(layouts.flatMap((layout) => [true, false].map((fromTop) => [layout, fromTop] as const)))(
    "are found in the layout %s, from the top: %s",
    async (layout, fromTop) => {
      const vertical = await griddedVertical([await written({ layout, fromTop })]);
      expect(difference(vertical, a, b)).toBeLessThan(1e-9);
    },
  );

  it("are those of sigma under the model top", async () => {
    const sigma = [1, 0.9, 0.6, 0.25, 0];
    const top = 1500;
    const vertical = await griddedVertical([
      await written({ layout: "sigma", b: sigma, a: sigma.map((s) => top * (1 - s)) }),
    ]);
    expect(difference(vertical, Array.from(sigmaCoordinate("", sigma, top).a), sigma)).toBeLessThan(1e-9);
  });

  it("may meet to the precision of 32 bits, and touch the ground exactly then", async () => {
    const spoil = (name: string, data: number[]): number[] =>
      name === "b_bnds" ? data.map((value, i) => value * (1 + 1e-7 * (i % 3))) : data;
    const vertical = await griddedVertical([await written({ spoil })]);
    expect([vertical.a[0], vertical.b[0], vertical.levels]).toEqual([0, 1, 6]);
  });

  const gaping = (name: string, data: number[]): number[] =>
    name === "b_bnds" ? data.map((value, i) => (i % 2 === 0 ? value : value + 0.02)) : data;
  const inHectopascals = (name: string, data: number[]): number[] =>
    name === "hyai" ? data.map((value) => value * 1e3) : data;
  it.each<[string, Partial<LayeredFile>, RegExp]>([
    ["levels without them", { layout: "points" }, /no interfaces of the layers.*hyai and hybi.*vertical: jdas-15/],
    ["bounds with gaps", { spoil: gaping }, /bounds of levels that do not meet/],
    ["a lowest one above the ground", { a: a.slice(1), b: b.slice(1) }, /a lowest interface at 200 Pa \+ 0.97 ps/],
    ["those in other units than the levels", { layout: "cam", spoil: inHectopascals }, /an interface at|not between/],
  ])("refuse %s", async (_, change, message) => {
    const failure = griddedVertical([await written(change)]);
    await expect(failure).rejects.toThrow(ConfigError);
    await expect(failure).rejects.toThrow(message);
  });

  it("refuse pressure levels", async () => {
    const path = join(folder, "pressure.nc");
    await writeWeather(path, plain);
    await expect(griddedVertical([path])).rejects.toThrow(/pressure levels, which are no layers/);
  });
});

const grid = createGrid(longitudeLatitudeGrid("inside", 100, 25, 5, 5, 4, 3));
const open = (path: string, vertical: VerticalCoordinate) =>
  griddedMeteorology({
    grid,
    vertical,
    landFraction: new Float64Array(grid.cells).fill(1),
    files: [path],
    dates: { kind: "held-steady" },
    boundaryLayer: "source",
  });

describe("weather of layers", () => {
  it("is on its own layers what the file says", async () => {
    const path = await written({ layout: "cam" });
    const source = await open(path, await griddedVertical([path]));
    const weather = source.at(0);
    source.close();
    for (let k = 0; k < 6; k++) {
      for (let cell = 0; cell < grid.cells; cell++) {
        const at = [k, grid.longitude[cell], grid.latitude[cell]] as const;
        expect(weather.temperature[k * grid.cells + cell]).toBeCloseTo(standard.value("t", ...at), 9);
        expect(weather.specificHumidity[k * grid.cells + cell]).toBeCloseTo(standard.value("q", ...at), 12);
      }
      grid.xFaces.longitude.forEach((lon, face) => {
        const lat = grid.xFaces.latitude[face];
        const expected =
          standard.value("u", k, lon, lat) * grid.xFaces.normalEast[face] +
          standard.value("v", k, lon, lat) * grid.xFaces.normalNorth[face];
        expect(weather.xWind[k * grid.xFaces.longitude.length + face]).toBeCloseTo(expected, 9);
      });
    }
    for (const values of [weather.boundaryLayerHeight, weather.frictionVelocity]) {
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it("brings the column's vapour to other layers", async () => {
    const path = await written();
    const vertical = sigmaCoordinate("other", [1, 0.99, 0.95, 0.8, 0.7, 0.45, 0.2, 0.04, 0], 0);
    const source = await open(path, vertical);
    const { specificHumidity } = source.at(0);
    source.close();
    for (let cell = 0; cell < grid.cells; cell++) {
      const [lon, lat] = [grid.longitude[cell], grid.latitude[cell]];
      const ps = standard.surfacePressure(lon, lat);
      let own = 0;
      for (let k = 0; k < 6; k++) {
        own += standard.value("q", k, lon, lat) * (a[k] - a[k + 1] + (b[k] - b[k + 1]) * ps);
      }
      let ours = 0;
      for (let k = 0; k < vertical.levels; k++) {
        ours += specificHumidity[k * grid.cells + cell] * (vertical.b[k] - vertical.b[k + 1]) * ps;
      }
      expect(ours / own).toBeCloseTo(1, 10);
    }
  });

  it("keeps what a column holds whatever the layers, near-ground values and surface pressure", () => {
    const target = hybridCoordinate("target", [0, 500, 4000, 6000, 0], [1, 0.9, 0.5, 0.2, 0]);
    const out = new Float64Array(4);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -60, max: 60, noNaN: true }), { minLength: 6, maxLength: 6 }),
        fc.option(fc.double({ min: -60, max: 60, noNaN: true }), { nil: undefined }),
        fc.integer({ min: 50_000, max: 105_000 }),
        (values, ground, ps) => {
          const remap = createLayerRemap({ a: Float64Array.from(a), b: Float64Array.from(b) }, target);
          remap.apply(
            Float64Array.from(values),
            ground === undefined ? undefined : Float64Array.of(ground),
            Float64Array.of(ps),
            out,
          );
          const held = (edges: { a: ArrayLike<number>; b: ArrayLike<number> }, means: ArrayLike<number>): number =>
            Array.from(means).reduce(
              (sum, mean, k) => sum + mean * (edges.a[k] - edges.a[k + 1] + (edges.b[k] - edges.b[k + 1]) * ps),
              0,
            );
          expect(Math.abs(held(target, out) - held({ a, b }, values)) / ps).toBeLessThan(1e-11);
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });
});

describeWithShared("SPEEDY's sigma layers", () => {
  const path = sharedData("weather", "speedy_t30_eastasia_201607.nc");
  it("reach from the ground to 0 Pa, and hold its vapour on ours", async () => {
    const own = await griddedVertical([path]);
    expect([own.levels, own.b[0], own.a[8], own.b[8]]).toEqual([8, 1, 0, 0]);
    const vertical = sigmaCoordinate("to the top", Array.from(verticalPreset("jdas-15").b), 0);
    const [first, second] = [await open(path, own), await open(path, vertical)];
    const [x, y] = [first.at(0), second.at(0)];
    first.close();
    second.close();
    for (let cell = 0; cell < grid.cells; cell++) {
      const vapour = (layers: VerticalCoordinate, q: Float64Array): number =>
        Array.from(
          { length: layers.levels },
          (_, k) => q[k * grid.cells + cell] * (layers.b[k] - layers.b[k + 1]),
        ).reduce((sum, part) => sum + part, 0);
      expect(vapour(vertical, y.specificHumidity) / vapour(own, x.specificHumidity)).toBeCloseTo(1, 9);
    }
  });

  it("have the rain of their two kinds, some millimetres a day over East Asia in July", async () => {
    const source = await open(path, await griddedVertical([path]));
    const { precipitation, shortwave } = source.at(source.coverage.start);
    source.close();
    const mean = (precipitation ?? new Float64Array()).reduce((sum, rain) => sum + (86400 * rain) / grid.cells, 0);
    expect(mean).toBeGreaterThan(0.5);
    expect(mean).toBeLessThan(20);
    expect(shortwave).toBeUndefined();
  });
});
