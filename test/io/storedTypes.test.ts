/** Numbers that HDF5 can store and this program cannot read are named as such, not as damage. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { describeWithH5py, python } from "./tools.js";

const folder = mkdtempSync(join(tmpdir(), "stored-types-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWithH5py("numbers of HDF5", () => {
  it("of 16 bits are refused in words, those of the other order of bytes are read", async () => {
    const path = join(folder, "types.h5");
    python(
      `
import h5py, sys
with h5py.File(sys.argv[1], "w") as f:
    f.create_dataset("half", data=[1.5, 2.5], dtype="f2")
    f.create_dataset("turned", data=[1.5, 2.5], dtype=">f4")
print(0)
`,
      path,
    );
    const file = await openNetcdf(path);
    expect([...file.variable("turned").read()]).toEqual([1.5, 2.5]);
    expect(() => file.variable("half").read()).toThrow(/"half": floating-point numbers of 16 bits.*32 bits/);
    file.close();
  });
});
