/** Our files as others read them: ncdump, Python's netCDF4 and xarray. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { centredGrid, createGrid } from "../../src/grids/grid.js";
import { createProjection, obliqueStereographic } from "../../src/grids/projection.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { timeCoordinate, verticalVariables } from "../../src/io/cfCoordinates.js";
import { gridVariables, onGrid } from "../../src/io/gridVariables.js";
import { joinParts } from "../../src/io/outputDataset.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { describeWithNcdump, describeWithNetcdf4, describeWithXarray, output, python } from "./tools.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-readers-"));
const path = join(folder, "flux_20090901.nc");
afterAll(() => rmSync(folder, { recursive: true }));

const START = Date.UTC(2009, 8, 1) / 1000;
const HOURS = 24;
const grid = createGrid(centredGrid("small", createProjection(obliqueStereographic(116, 35)), 5, 4, 64e3, [116, 35]));
const vertical = verticalPreset("jdas-15");
const flux = Float64Array.from({ length: HOURS * grid.cells }, (_, i) =>
  i % 7 === 3 ? Number.NaN : 1e-6 * Math.sin(i),
);
const pressure = Float64Array.from({ length: HOURS * grid.cells }, (_, i) => 9e4 + i);
const LEVELS = vertical.levels;

beforeAll(async () => {
  const parts = joinParts(
    timeCoordinate(
      Array.from({ length: HOURS }, (_, hour) => START + 3600 * hour),
      3600,
    ),
    verticalVariables(vertical),
    gridVariables(grid),
  );
  const onCells = {
    dimensions: ["time", "y", "x"],
    attributes: { ...onGrid(grid), units: "Pa", standard_name: "surface_air_pressure" },
  };
  await writeNetcdf(path, {
    attributes: { title: "a test, ü" },
    dimensions: { ...parts.dimensions, observation: 3 },
    variables: [
      ...parts.variables,
      {
        ...onCells,
        name: "natural_prior",
        type: "f4",
        attributes: { ...onCells.attributes, units: "mol m-2 s-1" },
        data: flux,
      },
      { ...onCells, name: "surface_pressure", type: "f8", data: pressure },
      {
        name: "co2",
        type: "f4",
        dimensions: ["time", "level", "y", "x"],
        attributes: { ...onGrid(grid), units: "1e-6" },
        data: Float64Array.from({ length: HOURS * LEVELS * grid.cells }, (_, i) => 380 + i / 1e4),
      },
      {
        name: "observation_id",
        type: "string",
        dimensions: ["observation"],
        attributes: { long_name: "name" },
        data: ["2009090100112203", "", "ü"],
      },
      {
        name: "fate",
        type: "i1",
        dimensions: ["observation"],
        attributes: { flag_values: [0, 1, 2], flag_meanings: "assimilated validation not_good" },
        data: [0, 2, 1],
      },
    ],
  });
});

describeWithNcdump("ncdump", () => {
  it("shows netCDF-4 with named dimensions, typed attributes and missing values", () => {
    expect(output("ncdump", "-k", path).trim()).toBe("netCDF-4");
    const text = output("ncdump", "-v", "natural_prior,fate,observation_id", path);
    for (const part of [
      "time = 24 ;",
      "level = 15 ;",
      "float natural_prior(time, y, x) ;",
      'natural_prior:units = "mol m-2 s-1" ;',
      "natural_prior:_FillValue = 9.96921e+36f ;",
      'natural_prior:grid_mapping = "crs" ;',
      "byte fate(observation) ;",
      "fate:flag_values = 0b, 1b, 2b ;",
      "string observation_id(observation) ;",
      ':Conventions = "CF-1.11" ;',
      ':title = "a test, ü" ;',
      "fate = 0, 2, 1 ;",
      'observation_id = "2009090100112203", _, "ü" ;',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/natural_prior =\n\s+0, 8\.4147\d*e-07, 9\.0929\d*e-07, _,/);
    expect(text).not.toMatch(/DIMENSION_LIST|CLASS|phony/);
  });

  it("reads times as dates", () => {
    expect(output("ncdump", "-t", "-v", "time", path)).toContain('"2009-09-01 01", "2009-09-01 02"');
  });
});

describeWithNetcdf4("Python's netCDF4", () => {
  it("reads the same numbers, texts and masks", () => {
    const code = `
import json, sys, netCDF4, numpy as np
d = netCDF4.Dataset(sys.argv[1])
flux = d["natural_prior"][:]
print(json.dumps({
  "dimensions": {name: len(dim) for name, dim in d.dimensions.items()},
  "unlimited": [name for name, dim in d.dimensions.items() if dim.isunlimited()],
  "flux": [None if m else float(v) for v, m in zip(flux.data.ravel(), np.ma.getmaskarray(flux).ravel())],
  "pressure": [float(v) for v in d["surface_pressure"][:].ravel()],
  "of": list(d["co2"].dimensions), "id": list(d["observation_id"][:]), "fate": [int(v) for v in d["fate"][:]],
  "type": str(d["fate"].flag_values.dtype), "crs": d["crs"].grid_mapping_name, "title": d.title,
  "times": [str(t) for t in netCDF4.num2date(d["time"][:], d["time"].units, d["time"].calendar)][:2]}))`;
    expect(python(code, path)).toEqual({
      dimensions: { time: HOURS, bounds: 2, level: LEVELS, y: 4, x: 5, observation: 3 },
      unlimited: [],
      flux: Array.from(flux, (value) => (Number.isNaN(value) ? null : Math.fround(value))),
      pressure: [...pressure],
      of: ["time", "level", "y", "x"],
      id: ["2009090100112203", "", "ü"],
      fate: [0, 2, 1],
      type: "int8",
      crs: "stereographic",
      title: "a test, ü",
      times: ["2009-09-01 00:00:00", "2009-09-01 01:00:00"],
    });
  });
});

describeWithXarray("xarray", () => {
  it("decodes times, coordinates, bounds and the grid mapping", () => {
    const code = `
import json, sys, numpy as np, xarray
d = xarray.open_dataset(sys.argv[1], decode_coords="all")
noon = d["natural_prior"].sel(time="2009-09-01T12:00")
p = d["hybrid_a"] + d["hybrid_b"] * d["surface_pressure"].isel(time=0, y=0, x=0)
print(json.dumps({
  "coords": sorted(d.coords), "mapping": d["natural_prior"].encoding["grid_mapping"],
  "noon": [None if np.isnan(v) else float(v) for v in noon.values.ravel()],
  "end": str(d["time_bounds"].values[-1, 1])[:19], "p": p.values.tolist(),
  "x": d["x"].values.tolist(), "name": d["x"].attrs["standard_name"], "id": list(map(str, d["observation_id"].values)),
  "longitude": d["longitude"].values.ravel().tolist(), "crs": d["crs"].attrs["latitude_of_projection_origin"]}))`;
    const read = python<Record<string, unknown>>(code, path);
    const first = 12 * grid.cells;
    expect(read).toMatchObject({
      mapping: "crs",
      noon: Array.from(flux.subarray(first, first + grid.cells), (value) =>
        Number.isNaN(value) ? null : Math.fround(value),
      ),
      end: "2009-09-02T00:00:00",
      x: [-128e3, -64e3, 0, 64e3, 128e3],
      name: "projection_x_coordinate",
      id: ["2009090100112203", "", "ü"],
      longitude: Array.from(grid.longitude, Math.fround),
      crs: 35,
    });
    expect(read.coords).toEqual(
      expect.arrayContaining([
        "crs",
        "latitude",
        "level",
        "level_bounds",
        "longitude",
        "time",
        "time_bounds",
        "x",
        "y",
      ]),
    );
    (read.p as number[]).forEach((value, k) => {
      expect(value).toBeCloseTo(
        (vertical.a[k] + vertical.a[k + 1]) / 2 + ((vertical.b[k] + vertical.b[k + 1]) / 2) * 9e4,
        6,
      );
    });
  });
});
