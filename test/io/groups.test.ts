/** Dimensions of netCDF-4 groups: their own where they have some, those of the groups around them elsewhere. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openLattice } from "../../src/io/cfLattice.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { describeWithNetcdf4, python } from "./tools.js";

const folder = mkdtempSync(join(tmpdir(), "groups-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SCRIPT = `
import netCDF4, sys
f = netCDF4.Dataset(sys.argv[1], "w")
def line(group, name, units, values):
    group.createDimension(name, len(values))
    v = group.createVariable(name, "f8", (name,)); v.units = units; v[:] = values
line(f, "lat", "degrees_north", [34, 32, 30]); line(f, "lon", "degrees_east", [100, 102])
g = f.createGroup("data")
line(g, "time", "hours since 2016-07-01", [0, 1]); line(g, "lat", "degrees_north", [10, 12, 14])
v = g.createVariable("nee", "f4", ("time", "lat", "lon")); v[:] = [[[0, 1], [2, 3], [4, 5]], [[6, 7], [8, 9], [10, 11]]]
f.close()
print(0)
`;

describeWithNetcdf4("groups", () => {
  it("have latitudes of their own beside those around them", async () => {
    const path = join(folder, "groups.nc");
    python(SCRIPT, path);
    const file = await openNetcdf(path);
    const lattice = openLattice(file, "data/nee");
    const { times, axes } = lattice;
    expect(times).toEqual([0, 3600].map((second) => Date.UTC(2016, 6, 1) / 1000 + second));
    expect([...axes.latitude.values]).toEqual([10, 12, 14]);
    expect([...axes.longitude.values]).toEqual([100, 102]);
    expect([...lattice.step(1)]).toEqual([6, 7, 8, 9, 10, 11]);
    file.close();
  });
});
