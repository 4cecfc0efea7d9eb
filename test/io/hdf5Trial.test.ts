import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { tryHdf5 } from "../../src/io/hdf5Trial.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import { describeWithH5py, python } from "./tools.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-trial-"));
afterAll(() => rmSync(folder, { recursive: true }));

describeWithShared("an HDF5 file that the library never comes to an end with", () => {
  const whole = sharedData("gfs", "gfs_2p5_20111011T00.nc");
  it.each([
    [6823, 0x0b],
    [8238, 0xff],
  ])("is given up, with byte %d changed; the next file is read", async (at, value) => {
    const damaged = join(folder, `${at}.nc`);
    const bytes = readFileSync(whole);
    bytes[at] = value;
    writeFileSync(damaged, bytes);
    const trial = tryHdf5(damaged, { patience: 1.5 });
    const next = openNetcdf(whole);
    await expect(trial).rejects.toThrow(InputError);
    await expect(trial).rejects.toThrow(/does not come to an end with it: given up after 1\.5 s/);
    const file = await next;
    expect(file.has("u")).toBe(true);
    file.close();
  });
});

describeWithH5py("an HDF5 file with an attribute of 24 MiB", () => {
  it("is given up where the library may hold less, and is read where it may hold more", async () => {
    const path = join(folder, "attribute.nc");
    python(
      `import h5py, numpy, sys
with h5py.File(sys.argv[1], "w", libver="latest") as f: f.attrs["long"] = numpy.zeros(3 << 20)
print(0)`,
      path,
    );
    await expect(tryHdf5(path, { mebibytes: 32 })).rejects.toThrow(/given up after 32 MiB of memory/);
    await expect(tryHdf5(path)).resolves.toBeUndefined();
  });
});

it("that is not there is told as such", async () => {
  await expect(tryHdf5(join(folder, "none.nc"))).rejects.toThrow(/none\.nc: no such file/);
});
