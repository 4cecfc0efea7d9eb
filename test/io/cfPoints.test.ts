/** Lattices in the plane of a projection, and points known by their places. */
import { describe, expect, it } from "vitest";
import { createProjection } from "../../src/grids/projection.js";
import { openPoints, pointOf, samePoints } from "../../src/io/cfPoints.js";
import { gridMapping } from "../../src/io/gridMapping.js";
import { mappingProjection } from "../../src/io/mappingProjection.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import type { NetcdfVariable } from "../../src/io/netcdf.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import { type FakeVariable, fakeNetcdf } from "./fakeNetcdf.js";

type Attributes = NetcdfVariable["attributes"];

function projectionOf(mapping: Attributes, grid_mapping = "crs") {
  const file = fakeNetcdf(
    "a.nc",
    { n: 1 },
    {
      crs: { dimensions: [], values: [0], attributes: mapping },
      data: { dimensions: ["n"], values: [1], attributes: { grid_mapping } },
    },
  );
  const definition = mappingProjection(file, file.variable("data"));
  return definition === undefined ? undefined : createProjection(definition);
}

describe("a grid mapping", () => {
  it.each([
    "+proj=lcc +lat_1=30 +lat_2=60 +lat_0=40 +lon_0=110 +x_0=1000 +y_0=-2000 +R=6370000",
    "+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=2 +a=6378137 +b=6356752.314",
    "+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +R=6371229",
    "+proj=stere +lat_0=52 +lon_0=5 +k_0=0.9999 +R=6370000",
    "+proj=merc +lat_ts=20 +lon_0=100 +R=6370000",
  ])("that this program writes is read again: %s", (definition) => {
    const { proj4: _, ...words } = gridMapping(definition) ?? {};
    const [found, expected] = [projectionOf(words), createProjection(definition)];
    for (const [lambda, phi] of [
      [112, 38],
      [5, 52],
    ]) {
      expect(found?.forward(lambda, phi)).toEqual(
        expected.forward(lambda, phi).map((v) => expect.closeTo(v, 3) as number),
      );
    }
  });

  it("of a rotated pole puts its equator where it belongs", () => {
    // COSMO's pole at 39.25 N 162 W: the origin is at 50.75 N 18 E.
    const rotated = projectionOf({
      grid_mapping_name: "rotated_latitude_longitude",
      grid_north_pole_latitude: 39.25,
      grid_north_pole_longitude: -162,
    });
    expect(rotated?.forward(18, 50.75)).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9)]);
    expect(rotated?.forward(18, 60.75)).toEqual([expect.closeTo(0, 9), expect.closeTo(10, 9)]);
    // 20 degrees along the rotated equator on the sphere.
    const [lambda, phi] = rotated?.inverse(20, 0) ?? [Number.NaN, Number.NaN];
    const cosine =
      Math.sin((phi * Math.PI) / 180) * Math.sin((50.75 * Math.PI) / 180) +
      Math.cos((phi * Math.PI) / 180) * Math.cos((50.75 * Math.PI) / 180) * Math.cos(((lambda - 18) * Math.PI) / 180);
    expect((Math.acos(cosine) * 180) / Math.PI).toBeCloseTo(20, 9);
  });

  it("gives nothing for longitudes and latitudes, takes a proj4 string for what CF does not know", () => {
    expect(projectionOf({ grid_mapping_name: "latitude_longitude" })).toBeUndefined();
    const utm = projectionOf(
      { grid_mapping_name: "utm32", proj_params: "+proj=utm +zone=32 +ellps=WGS84" },
      "crs: y x",
    );
    expect(utm?.forward(9, 0)).toEqual([expect.closeTo(5e5, 3), expect.closeTo(0, 3)]);
    expect(projectionOf({ grid_mapping_name: "geostationary" })).toBeUndefined();
    expect(projectionOf({ proj4: "+proj=longlat +R=6371000" })).toBeUndefined();
    expect(projectionOf({}, "nowhere")).toBeUndefined();
  });
});

const lambert = createProjection("+proj=lcc +lat_1=30 +lat_2=60 +lat_0=40 +lon_0=110 +R=6370000");
const [xs, ys] = [
  [0, 50, 100],
  [20, 10],
];
const crs: FakeVariable = {
  dimensions: [],
  values: [0],
  attributes: gridMapping(lambert.definition) as Attributes,
};

function stored(variables: Readonly<Record<string, FakeVariable>>, attributes: Attributes = {}) {
  return fakeNetcdf(
    "a.nc",
    { y: 2, x: 3 },
    { data: { dimensions: ["y", "x"], values: [1, 2, 3, 4, 5, 6], attributes }, ...variables },
  );
}
const kilometres = (name: string, values: readonly number[], standard = false): Record<string, FakeVariable> => ({
  [name]: {
    dimensions: [name],
    values,
    attributes: standard
      ? { standard_name: `projection_${name}_coordinate`, units: "km" }
      : { axis: name.toUpperCase(), units: "km" },
  },
});
const places = (moved = 0): Record<string, FakeVariable> => {
  const all = ys.flatMap((y) => xs.map((x) => lambert.inverse(1000 * x, 1000 * y)));
  return {
    lon: { dimensions: ["y", "x"], values: all.map(([x]) => x + moved), attributes: { units: "degrees_east" } },
    lat: { dimensions: ["y", "x"], values: all.map(([, y]) => y), attributes: { units: "degrees_north" } },
  };
};

describe("a mesh", () => {
  it("in the plane of a projection has its rows from the least y", () => {
    const mesh = openPoints(
      stored({ crs, ...kilometres("x", xs, true), ...kilometres("y", ys) }, { grid_mapping: "crs" }),
      "data",
    );
    expect([...mesh.step(0)]).toEqual([4, 5, 6, 1, 2, 3]);
    expect(pointOf(mesh.places, 1, 0)).toEqual(lambert.inverse(50e3, 10e3).map((v) => expect.closeTo(v, 9) as number));
  });

  it("of points alone has its rows as the file has them", () => {
    const mesh = openPoints(stored(places(), { coordinates: "lat lon" }), "data");
    expect([...mesh.step(0)]).toEqual([1, 2, 3, 4, 5, 6]);
    const [lambda, phi] = lambert.inverse(50e3, 10e3);
    expect(pointOf(mesh.places, 1, 1)).toEqual([lambda, phi]);
    expect(samePoints(mesh, openPoints(stored(places()), "data"))).toBe(true);
    expect(samePoints(mesh, openPoints(stored(places(0.01)), "data"))).toBe(false);
  });

  it("whose places contradict its projection is refused, and one that tells neither", () => {
    const planar = { crs, ...kilometres("x", xs), ...kilometres("y", ys) };
    const named = { grid_mapping: "crs" };
    expect(openPoints(stored({ ...planar, ...places() }, named), "data").levels).toBe(1);
    expect(() => openPoints(stored({ ...planar, ...places(0.1) }, named), "data")).toThrow(
      /a point at 40.* that its grid mapping puts elsewhere/,
    );
    expect(() => openPoints(stored({ ...kilometres("x", xs), ...kilometres("y", ys) }), "data")).toThrow(
      /rows and columns "y" and "x" whose places the file does not tell/,
    );
    expect(() => openPoints(stored(places(Number.NaN)), "data")).toThrow(/points without a place/);
  });
});

describeWithShared("real projected files", () => {
  it("have their points where longitudes and latitudes of two dimensions say: TVPRM", async () => {
    const file = await openNetcdf(sharedData("products", "TVPRM", "ABoVE_TVPRM_bbox.nc4"));
    const { places: plane, levels, times } = openPoints(file, "NEE");
    const [longitude, latitude] = ["lon", "lat"].map((name) => file.variable(name).read());
    expect([levels, times.length]).toEqual([1, 10]);
    // The file lists its rows from the north.
    for (const [column, row] of [
      [0, 0],
      [19, 0],
      [7, 13],
      [19, 19],
    ]) {
      const at = (19 - row) * 20 + column;
      const [lambda, phi] = pointOf(plane, column, row);
      expect(Math.abs(lambda - longitude[at])).toBeLessThan(2e-3);
      expect(Math.abs(phi - latitude[at])).toBeLessThan(1e-3);
    }
    file.close();
  });
});
