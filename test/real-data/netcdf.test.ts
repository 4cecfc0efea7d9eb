/** Reading real files: what is in them, cut files, and every number against Python's netCDF4. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { expandInputFiles } from "../../src/io/inputFiles.js";
import type { NetcdfFile } from "../../src/io/netcdf.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { describeWithNetcdf4, python } from "../io/tools.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const ACOS = sharedData("acos", "acos_LtCO2_090901_v205205_B9213A_200310212449s.nc4");
const PATTERNS = ["*/*.nc", "*/*.nc4", "mcip/*_v1"].map((pattern) => sharedData(pattern));

async function using<T>(path: string, work: (file: NetcdfFile) => T): Promise<T> {
  const file = await openNetcdf(path);
  try {
    return work(file);
  } finally {
    file.close();
  }
}

describeWithShared("real netCDF files", () => {
  const folder = mkdtempSync(join(tmpdir(), "openjdas-real-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("reads groups, variable-length texts and 64-bit identifiers of ACOS Lite", () =>
    using(ACOS, (file) => {
      expect(file.dimensions).toMatchObject({ sounding_id: 985, levels: 20, epoch_dimension: 6 });
      const raw = file.variable("Retrieval/xco2_raw");
      expect(raw.dimensions).toEqual(["sounding_id"]);
      const kernel = file.variable("xco2_averaging_kernel");
      expect(kernel.dimensions).toEqual(["sounding_id", "levels"]);
      expect(kernel.read([984, 19], [1, 1])[0]).toBe(kernel.read()[985 * 20 - 1]);
      expect(file.variable("xco2").attributes.units).toBe("ppm");
      const id = file.variable("sounding_id").readBigInts();
      const [year, month, day, hour, minute, second] = file.variable("date").read([0, 0], [1, 6]);
      const digits = [month, day, hour, minute, second].map((part) => String(part).padStart(2, "0")).join("");
      expect(String(id[0])).toContain(`${year}${digits}`);
      expect(file.variable("source_files").readStrings()).toHaveLength(15);
      expect(file.variable("source_files").readStrings()[0]).toMatch(/acos_L2s_090901_.*\.h5$/);
      const good = file
        .variable("xco2_quality_flag")
        .read()
        .filter((flag) => flag === 0);
      expect(good).toHaveLength(350);
    }));

  it("reads character arrays and unlimited dimensions of WRF and MCIP", async () => {
    await using(sharedData("wrf", "WRFOUT_d01_2022-12-07T0000Z.nc"), (file) => {
      expect(file.variable("Times").readStrings()).toEqual(["2022-12-07_00:00:00"]);
      expect(file.dimensions).toMatchObject({ Time: 1, bottom_top_stag: 33 });
    });
    await using(sharedData("mcip", "METCRO2D_au-test_v1"), (file) => {
      expect(file.dimensions).toMatchObject({ TSTEP: 25, VAR: 34, "DATE-TIME": 2 });
      expect(file.variable("PRSFC").attributes.units).toBe("Pascal");
      expect([...file.variable("TFLAG").read([24, 0, 0], [1, 1, 2])]).toEqual([2022342, 0]);
    });
  });

  it("turns levels that GFS lacks into NaN", () =>
    using(sharedData("gfs", "gfs_2p5_20111011T00.nc"), (file) => {
      const missing = file.variable("w").read().filter(Number.isNaN).length;
      expect(missing).toBeGreaterThan(0);
      expect(file.variable("t").read().some(Number.isNaN)).toBe(false);
    }));

  it("names the ACOS variables most like a wrong name", () =>
    using(ACOS, (file) => {
      expect(() => file.variable("xco2_raw")).toThrow(/no variable "xco2_raw".*"Retrieval\/xco2_raw"/);
    }));

  describe.each([
    ["HDF5, compact groups", ACOS],
    ["HDF5, chunked", sharedData("gfs", "gfs_2p5_20111011T00.nc")],
    ["HDF5, older superblock", sharedData("reader-fixtures", "co2_EUROPE_201407.nc")],
    ["classic, 64-bit offset", sharedData("era5-utm32", "era5_utm32_2025_05_01_00.nc")],
  ])("%s", (_, path) => {
    it.each([0, 3, 8, 40, 100, 2000, 0.3, 0.9, -1])("refuses the first %f of it", async (length) => {
      const bytes = readFileSync(path);
      const end = length % 1 === 0 ? length : Math.floor(length * bytes.length);
      const cut = join(folder, "cut.nc");
      writeFileSync(cut, bytes.subarray(0, end));
      await expect(openNetcdf(cut)).rejects.toThrow(InputError);
    });
  });
});

/** What both readers tell of a variable: numbers at 40 places, their absolute sum, or the first texts. */
interface Told {
  dimensions: string[];
  shape: number[];
  missing: number;
  sum: number;
  places: (number | null)[];
  texts: string[];
}

const PYTHON_READER = `
import json, sys, netCDF4, numpy as np
def walk(group, prefix=""):
    for name, variable in group.variables.items():
        yield prefix + name, variable
    for name, child in group.groups.items():
        yield from walk(child, prefix + name + "/")
def tell(v):
    told = {"dimensions": list(v.dimensions), "shape": list(v.shape), "missing": 0, "sum": 0, "places": [], "texts": []}
    data = v[...]
    if v.dtype is str or v.dtype == "S1":
        if v.dtype == "S1" and v.ndim > 0:
            data = netCDF4.chartostring(np.ma.filled(np.ma.asarray(data), b"\\0"))
        told["texts"] = [str(text).rstrip("\\0 ") for text in np.ravel(data)][:50]
        return told
    data = np.ma.filled(np.ma.asarray(data).astype("f8"), np.nan).ravel()
    known = data[np.isfinite(data)]
    told["missing"] = int(np.isnan(data).sum())
    told["sum"] = float(np.abs(known).sum())
    told["places"] = [None if np.isnan(x) else float(x) for x in data[:: max(1, data.size // 40)]]
    return told
answer = {}
for path in sys.argv[1:]:
    with netCDF4.Dataset(path) as file:
        answer[path] = {name: tell(variable) for name, variable in walk(file)}
print(json.dumps(answer))
`;

function tell(file: NetcdfFile, name: string, isText: boolean): Told {
  const variable = file.variable(name);
  const described = { dimensions: [...variable.dimensions], shape: [...variable.shape] };
  if (isText) return { ...described, missing: 0, sum: 0, places: [], texts: variable.readStrings().slice(0, 50) };
  const values = variable.read();
  const step = Math.max(1, Math.floor(values.length / 40));
  const places = Array.from(values)
    .filter((_, i) => i % step === 0)
    .map((value) => (Number.isNaN(value) ? null : value));
  const missing = values.filter(Number.isNaN).length;
  const sum = values.filter(Number.isFinite).reduce((total, value) => total + Math.abs(value), 0);
  return { ...described, missing, sum, places, texts: [] };
}

describeWithShared("every variable of every real file", () => {
  describeWithNetcdf4("as Python's netCDF4 reads it", () => {
    const files = existsSync(sharedData()) ? expandInputFiles(PATTERNS) : [];
    it.each(files.map((path) => [basename(path), path]))("%s", async (_, path) => {
      const theirs = python<Record<string, Record<string, Told>>>(PYTHON_READER, path)[path];
      await using(path, (file) => {
        expect([...file.variables].sort()).toEqual(Object.keys(theirs).sort());
        for (const [name, told] of Object.entries(theirs)) {
          const ours = tell(file, name, told.texts.length > 0);
          const close = (number: number): unknown => expect.closeTo(number, 6 - Math.log10(Math.abs(number) || 1));
          // netCDF4 unpacks float attributes in 32 bits.
          const places = told.places.map((value) => (value === null ? null : close(value)));
          expect({ name, ...ours }).toEqual({ name, ...told, sum: close(told.sum), places });
        }
      });
    });
  });
});
