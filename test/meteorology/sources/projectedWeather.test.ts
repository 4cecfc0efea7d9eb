/** Weather on lattices of projections and of points alone: the winds are those that were written, whatever directions they are told in. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { createProjection } from "../../../src/grids/projection.js";
import { sigmaCoordinate } from "../../../src/grids/verticalCoordinate.js";
import { gridMapping } from "../../../src/io/gridMapping.js";
import type { NumberVariable, OutputAttributes } from "../../../src/io/outputDataset.js";
import { writeNetcdf } from "../../../src/io/writeNetcdf.js";
import { griddedMeteorology } from "../../../src/meteorology/sources/gridded.js";

const folder = mkdtempSync(join(tmpdir(), "projected-"));
afterAll(() => rmSync(folder, { recursive: true }));

const grid = createGrid(longitudeLatitudeGrid("inside", 107, 33, 0.5, 0.5, 10, 8));
const vertical = sigmaCoordinate("two", [1, 0.8, 0], 10000);
const radians = Math.PI / 180;
const eastward = (lambda: number, phi: number): number => 6 + (lambda - 110) - 0.5 * (phi - 35);
const northward = (lambda: number, phi: number): number => -3 + 0.7 * (lambda - 110) + 0.3 * (phi - 35);

const lambert = "+proj=lcc +lat_1=30 +lat_2=60 +lat_0=35 +lon_0=100 +R=6370000";
const cone =
  Math.log(Math.cos(30 * radians) / Math.cos(60 * radians)) / Math.log(Math.tan(75 * radians) / Math.tan(60 * radians));
const rotated = "+proj=ob_tran +o_proj=longlat +o_lon_p=0 +o_lat_p=50 +lon_0=110 +R=6370000";
const POLE = {
  grid_mapping_name: "rotated_latitude_longitude",
  grid_north_pole_latitude: 50,
  grid_north_pole_longitude: -70,
};

/** From north to the direction of the grid's rows, clockwise [radians]. */
const turns = {
  lambert: (lambda: number): number => cone * (lambda - 100) * radians,
  rotated: (lambda: number, phi: number): number => {
    // The angle at the place between the poles of the Earth and of the grid (spherical trigonometry).
    const difference = (lambda + 70) * radians;
    const [pole, here] = [50 * radians, phi * radians];
    return -Math.atan2(
      Math.cos(pole) * Math.sin(difference),
      Math.cos(here) * Math.sin(pole) - Math.sin(here) * Math.cos(pole) * Math.cos(difference),
    );
  },
};

interface Layout {
  readonly map: "lambert" | "rotated";
  /** How the file says where its points are. */
  readonly places: "mapping" | "points" | "both";
  readonly directions: "earth" | "grid" | "untold";
  readonly fromNorth?: boolean;
}

async function write(path: string, { map, places, directions, fromNorth = false }: Layout): Promise<void> {
  const projection = createProjection(map === "lambert" ? lambert : rotated);
  const [x, y] =
    map === "lambert" ? [line(300e3, 25e3, 50), line(-400e3, 25e3, 40)] : [line(-4, 0.25, 33), line(-7.5, 0.25, 33)];
  if (fromNorth) y.reverse();
  const points = y.flatMap((py) => x.map((px) => projection.inverse(px, py)));
  const winds = points.map(([lambda, phi]) => {
    const [east, north] = [eastward(lambda, phi), northward(lambda, phi)];
    if (directions === "earth") return [east, north];
    const turn = turns[map](lambda, phi);
    return [east * Math.cos(turn) - north * Math.sin(turn), east * Math.sin(turn) + north * Math.cos(turn)];
  });
  const names = { earth: ["eastward_wind", "northward_wind"], grid: ["x_wind", "y_wind"], untold: [] }[directions];
  const standard = (n: number): OutputAttributes => (names[n] === undefined ? {} : { standard_name: names[n] });
  const levels = [100000, 50000, 20000];
  const of = places === "points" ? { coordinates: "lat lon" } : { grid_mapping: "crs" };
  const made = (
    name: string,
    dimensions: readonly string[],
    attributes: OutputAttributes,
    data: number[],
  ): NumberVariable => ({
    name,
    type: "f8",
    dimensions,
    attributes,
    data,
  });
  const deep = (name: string, attributes: OutputAttributes, value: (point: number) => number): NumberVariable =>
    made(
      name,
      ["time", "plev", "y", "x"],
      { ...attributes, ...of },
      levels.flatMap(() => points.map((_, i) => value(i))),
    );
  const plane =
    map === "lambert"
      ? ["projection_x_coordinate", "projection_y_coordinate", "m"]
      : ["grid_longitude", "grid_latitude", "degrees"];
  const mapping = map === "lambert" ? (gridMapping(lambert) ?? {}) : POLE;
  await writeNetcdf(path, {
    attributes: {},
    dimensions: { time: 1, plev: 3, y: y.length, x: x.length },
    variables: [
      made("time", ["time"], { units: "hours since 2000-01-01" }, [0]),
      made("plev", ["plev"], { units: "Pa" }, levels),
      ...(places === "points"
        ? []
        : [
            { ...made("crs", [], mapping, [0]), type: "i4" as const },
            made("x", ["x"], { standard_name: plane[0], units: plane[2] }, x),
            made("y", ["y"], { standard_name: plane[1], units: plane[2] }, y),
          ]),
      ...(places === "mapping"
        ? []
        : [
            made(
              "lon",
              ["y", "x"],
              { units: "degrees_east" },
              points.map(([lambda]) => lambda),
            ),
            made(
              "lat",
              ["y", "x"],
              { units: "degrees_north" },
              points.map(([, phi]) => phi),
            ),
          ]),
      deep("u", { units: "m s-1", ...standard(0) }, (i) => winds[i][0]),
      deep("v", { units: "m s-1", ...standard(1) }, (i) => winds[i][1]),
      deep("t", { units: "K" }, () => 280),
      deep("q", { units: "kg kg-1" }, () => 0.004),
      made(
        "sp",
        ["time", "y", "x"],
        { units: "Pa", ...of },
        points.map(([lambda]) => 95000 + 10 * lambda),
      ),
    ],
  });
}

function line(from: number, step: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i * step);
}

let count = 0;
async function open(layout: Layout) {
  const path = join(folder, `${count++}.nc`);
  await write(path, layout);
  const landFraction = new Float64Array(grid.cells).fill(1);
  return griddedMeteorology({
    grid,
    vertical,
    landFraction,
    files: [path],
    dates: { kind: "as-is" },
    boundaryLayer: "source",
  });
}

describe("weather on a projected grid", () => {
  it.each<Layout>([
    { map: "lambert", places: "mapping", directions: "earth" },
    { map: "lambert", places: "mapping", directions: "grid" },
    { map: "lambert", places: "both", directions: "grid", fromNorth: true },
    { map: "lambert", places: "points", directions: "earth" },
    { map: "lambert", places: "points", directions: "grid" },
    { map: "rotated", places: "mapping", directions: "earth" },
    { map: "rotated", places: "mapping", directions: "grid" },
    { map: "rotated", places: "both", directions: "grid" },
  ])("has its winds along the model's grid: %o", async (layout) => {
    const source = await open(layout);
    const { xWind, yWind, surfacePressure } = source.at(Date.UTC(2000, 0, 1) / 1000);
    // Bilinear on 25 km, and the directions of points alone from their neighbours.
    const tolerance = layout.places === "points" && layout.directions === "grid" ? 0.05 : 0.01;
    for (const [faces, wind] of [
      [grid.xFaces, xWind],
      [grid.yFaces, yWind],
    ] as const) {
      faces.longitude.forEach((lambda, f) => {
        const phi = faces.latitude[f];
        const expected = eastward(lambda, phi) * faces.normalEast[f] + northward(lambda, phi) * faces.normalNorth[f];
        expect(Math.abs(wind[f] - expected)).toBeLessThan(tolerance);
      });
    }
    grid.longitude.forEach((lambda, c) => expect(Math.abs(surfacePressure[c] - 95000 - 10 * lambda)).toBeLessThan(0.1));
    source.close();
  });

  it("is refused where the wind does not tell its directions", async () => {
    const failure = open({ map: "lambert", places: "mapping", directions: "untold" });
    await expect(failure).rejects.toThrow(InputError);
    await expect(failure).rejects.toThrow(
      /"u": a wind on a projected grid that does not tell its directions; expected .*x_wind/,
    );
  });
});
