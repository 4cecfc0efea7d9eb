/** The files of a run as others open them: ncdump, Python's netCDF4, xarray. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { describeWithNcdump, describeWithNetcdf4, describeWithXarray, output, python } from "../io/tools.js";
import { runVariant, smallTwin, temporaryFolder } from "./jdas.js";

const folder = temporaryFolder();
let out: string;
let files: string[];
beforeAll(async () => {
  out = await runVariant(folder, "out", smallTwin);
  files = readdirSync(out).filter((name) => name.endsWith(".nc"));
});

describeWithNcdump("ncdump", () => {
  it("shows the header of every file", () => {
    expect(files).toHaveLength(18);
    for (const name of files) {
      const header = output("ncdump", "-h", join(out, name));
      expect(header).toContain(':Conventions = "CF-1.11" ;');
      expect(header).toContain(':title = "Small twin: ');
      expect(header).toContain("TWIN EXPERIMENT");
      expect(header).not.toContain("phony");
    }
  });
});

describeWithNetcdf4("Python's netCDF4", () => {
  it("finds units and a name in every variable, and the grid mapping in every field", () => {
    const code = `
import json, sys, netCDF4
found = {}
for path in sys.argv[1:]:
  d = netCDF4.Dataset(path)
  for name, v in d.variables.items():
    a = v.ncattrs()
    numbers = v.dtype is not str and name not in ("crs", "fate", "kind", "validates") and not name.endswith("_bounds")
    found[path.split("/")[-1] + ":" + name] = [
      not numbers or "units" in a,
      name == "crs" or name.endswith("_bounds") or "standard_name" in a or "long_name" in a,
      not ("y" in v.dimensions and "x" in v.dimensions and name not in ("longitude", "latitude"))
        or (v.grid_mapping in d.variables and all(c in d.variables for c in v.coordinates.split()))]
print(json.dumps(found))`;
    const found = python<Record<string, boolean[]>>(code, ...files.map((name) => join(out, name)));
    expect(Object.keys(found).length).toBeGreaterThan(60);
    const lacking = Object.entries(found).filter(([, checks]) => checks.includes(false));
    expect(lacking.map(([name]) => name)).toEqual([]);
  });
});

describeWithXarray("xarray", () => {
  it("decodes the times of every file that has them", () => {
    const code = `
import json, sys, xarray
print(json.dumps({p.split("/")[-1]: [str(t)[:19] for t in xarray.open_dataset(p, decode_times=True)["time"].values][:2]
  for p in sys.argv[1:]}))`;
    const timed = files.filter((name) => !["region_covariance.nc", "grid.nc"].includes(name));
    const times = python<Record<string, string[]>>(code, ...timed.map((name) => join(out, name)));
    expect(times["flux_20160702.nc"]).toEqual(["2016-07-02T00:00:00"]);
    expect(times["hourly_flux_20160702.nc"]).toEqual(["2016-07-02T00:00:00", "2016-07-02T01:00:00"]);
    expect(times["concentration_20160701.nc"]).toEqual(["2016-07-01T00:00:00"]);
    expect(times["budget.nc"]).toEqual(["2016-07-01T00:00:00", "2016-07-02T00:00:00"]);
    expect(times["observations.nc"][0]).toMatch(/^2016-07-01T/);
  });

  it("joins the daily files of a run along time, and what is constant along nothing", () => {
    const code = `
import json, sys, numpy as np, xarray
d, air, totals = [xarray.open_mfdataset(f"{sys.argv[1]}/{name}_2*.nc") for name in ["flux", "concentration", "region_totals"]]
day = d["natural_posterior"].sel(time=slice("2016-07-02", "2016-07-02")).mean("time")
print(json.dumps({"times": d.sizes["time"], "step": sorted(set(np.diff(d["time"].values).astype("timedelta64[s]").astype(int).tolist())),
  "units": d["natural_posterior"].attrs["units"], "standard": d["natural_posterior"].attrs["standard_name"],
  "finite": bool(np.isfinite(day).all()), "totals": list(totals["region_total_posterior"].sizes.values())[::2],
  "constants": sorted({n for one in (d, air, totals) for n in one.variables if "time" not in one[n].dims})}))`;
    const joined = python<Record<string, unknown>>(code, out);
    expect(joined).toEqual({
      times: 2,
      step: [86400],
      units: "mol m-2 s-1",
      standard: "surface_upward_mole_flux_of_carbon_dioxide",
      finite: true,
      totals: [2, 8],
      constants: [
        "crs",
        "hybrid_a",
        "hybrid_a_bounds",
        "hybrid_b",
        "hybrid_b_bounds",
        "latitude",
        "level",
        "level_bounds",
        "longitude",
        "region_name",
        "x",
        "y",
      ],
    });
  });
});
