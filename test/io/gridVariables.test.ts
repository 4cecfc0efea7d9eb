import { describe, expect, it } from "vitest";
import { centredGrid, createGrid, type Grid, gridPreset, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { createProjection } from "../../src/grids/projection.js";
import { gridMapping } from "../../src/io/gridMapping.js";
import { gridVariables, onGrid } from "../../src/io/gridVariables.js";

const RADIANS = Math.PI / 180;

function grid(definition: string, longitude: number, latitude: number): Grid {
  return createGrid(centredGrid("test", createProjection(definition), 7, 5, 50e3, [longitude, latitude]));
}

/** A point of the map from the attributes of `crs` alone, on the sphere (Snyder 1987, USGS Professional Paper 1395). */
function project(crs: Record<string, unknown>, longitude: number, latitude: number): [number, number] {
  const at = (name: string, otherwise = 0): number => Number(crs[name] ?? otherwise);
  const radius = at("earth_radius");
  const phi = latitude * RADIANS;
  const half = (angle: number): number => Math.tan(Math.PI / 4 + angle / 2);
  const shift = ([x, y]: [number, number]): [number, number] => [x + at("false_easting"), y + at("false_northing")];
  switch (crs.grid_mapping_name) {
    case "stereographic": {
      const lambda = (longitude - at("longitude_of_projection_origin")) * RADIANS;
      const phi1 = at("latitude_of_projection_origin") * RADIANS;
      const cosine = Math.sin(phi1) * Math.sin(phi) + Math.cos(phi1) * Math.cos(phi) * Math.cos(lambda);
      const k = (2 * at("scale_factor_at_projection_origin")) / (1 + cosine);
      const north = Math.cos(phi1) * Math.sin(phi) - Math.sin(phi1) * Math.cos(phi) * Math.cos(lambda);
      return shift([radius * k * Math.cos(phi) * Math.sin(lambda), radius * k * north]);
    }
    case "polar_stereographic": {
      const lambda = (longitude - at("straight_vertical_longitude_from_pole")) * RADIANS;
      const scale = (1 + Math.sin(at("standard_parallel") * RADIANS)) / 2;
      const rho = (2 * radius * scale) / half(phi);
      return shift([rho * Math.sin(lambda), -rho * Math.cos(lambda)]);
    }
    case "lambert_conformal_conic": {
      const [phi1, phi2] = (crs.standard_parallel as number[]).map((angle) => angle * RADIANS);
      const n = Math.log(Math.cos(phi1) / Math.cos(phi2)) / Math.log(half(phi2) / half(phi1));
      const factor = (radius * Math.cos(phi1) * half(phi1) ** n) / n;
      const theta = n * (longitude - at("longitude_of_central_meridian")) * RADIANS;
      const [rho, rho0] = [phi, at("latitude_of_projection_origin") * RADIANS].map(
        (angle) => factor / half(angle) ** n,
      );
      return shift([rho * Math.sin(theta), rho0 - rho * Math.cos(theta)]);
    }
    case "mercator": {
      const scale = radius * Math.cos(at("standard_parallel") * RADIANS);
      return shift([scale * (longitude - at("longitude_of_projection_origin")) * RADIANS, scale * Math.log(half(phi))]);
    }
    default:
      throw new Error(`unexpected mapping ${String(crs.grid_mapping_name)}`);
  }
}

describe("gridVariables", () => {
  it.each<[string, Grid]>([
    ["oblique stereographic", createGrid(gridPreset("china-64km"))],
    ["polar stereographic", grid("+proj=stere +lat_0=90 +lat_ts=60 +lon_0=105 +x_0=2e5 +R=6370000", 110, 55)],
    ["Lambert", grid("+proj=lcc +lat_1=30 +lat_2=60 +lat_0=35 +lon_0=110 +y_0=-1000 +R=6370000", 116, 35)],
    ["Mercator", grid("+proj=merc +lat_ts=20 +lon_0=100 +R=6370000", 105, 15)],
  ])("describes %s so that x and y follow from longitude and latitude", (_, on) => {
    const { variables, dimensions } = gridVariables(on);
    const [y, x, longitude, latitude, crs] = ["y", "x", "longitude", "latitude", "crs"].map((name) => {
      const found = variables.find((variable) => variable.name === name);
      if (found === undefined) throw new Error(`no ${name}`);
      return found;
    });
    expect(dimensions).toEqual({ y: on.rows, x: on.columns });
    expect(x.attributes).toMatchObject({ standard_name: "projection_x_coordinate", units: "m", axis: "X" });
    for (let row = 0; row < on.rows; row++) {
      for (let column = 0; column < on.columns; column++) {
        const cell = row * on.columns + column;
        const point = project(crs.attributes, Number(longitude.data[cell]), Number(latitude.data[cell]));
        expect(Math.abs(point[0] - Number(x.data[column]))).toBeLessThan(1e-3);
        expect(Math.abs(point[1] - Number(y.data[row]))).toBeLessThan(1e-3);
      }
    }
    expect(crs.attributes.proj4).toBe(on.projection.definition);
    expect(onGrid(on)).toEqual({ grid_mapping: "crs", coordinates: "longitude latitude" });
  });

  it("gives longitude and latitude as the axes of a longitude-latitude grid", () => {
    const { variables } = gridVariables(createGrid(longitudeLatitudeGrid("ll", 100.5, 20.5, 1, 1, 4, 3)));
    const x = variables.find(({ name }) => name === "x");
    expect(x).toMatchObject({ attributes: { standard_name: "longitude", units: "degrees_east" } });
    expect(x?.data).toEqual(Float64Array.of(100.5, 101.5, 102.5, 103.5));
    const crs = variables.find(({ name }) => name === "crs");
    expect(crs?.attributes).toEqual({
      grid_mapping_name: "latitude_longitude",
      earth_radius: 6370000,
      proj4: "+proj=longlat +R=6370000 +no_defs",
    });
  });

  it("leaves the axes of a projection that CF does not name without a standard name", () => {
    const equalArea = grid("+proj=laea +lat_0=30 +lon_0=110 +x_0=0 +y_0=0 +R=6370000", 113, 33);
    expect(gridMapping(equalArea.projection.definition)).toBeUndefined();
    const { variables } = gridVariables(equalArea);
    expect(variables.find(({ name }) => name === "x")?.attributes).not.toHaveProperty("standard_name");
    expect(variables.find(({ name }) => name === "crs")?.attributes.grid_mapping_name).toBe("latitude_longitude");
    expect(onGrid(equalArea).grid_mapping).toBe("crs: longitude latitude");
  });

  it("tells the figure of the Earth", () => {
    expect(gridMapping("+proj=merc +lon_0=1 +datum=WGS84")).toMatchObject({ semi_major_axis: 6378137 });
    expect(gridMapping("+proj=merc +a=6371229 +b=6371229")).toMatchObject({ earth_radius: 6371229 });
    expect(gridMapping("+proj=merc +a=6378137 +b=6356752")).toMatchObject({ semi_minor_axis: 6356752 });
    expect(gridMapping("+proj=merc +ellps=GRS80")).toMatchObject({ reference_ellipsoid_name: "GRS80" });
    expect(gridMapping("+proj=lcc +lat_1=25 +lat_0=25 +lon_0=95 +R=6371200")).toMatchObject({ standard_parallel: 25 });
  });
});
