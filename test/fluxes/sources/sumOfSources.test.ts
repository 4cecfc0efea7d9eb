/** Fluxes given in parts, by the form of an experiment file. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { writeNetcdf } from "../../../src/io/writeNetcdf.js";
import { netcdf } from "../../../src/products/netcdf/index.js";
import { findFiles } from "../../../src/products/openRole.js";
import type { FluxContext } from "../../../src/products/product.js";
import { fluxSection } from "../../../src/products/netcdf/sections.js";

const grid = createGrid(longitudeLatitudeGrid("target", 101, 31, 2, 2, 3, 2));
const context = { grid, component: "biosphere" } as FluxContext;
let folder: string;

async function write(name: string, variable: string, value: number): Promise<void> {
  const number = (own: string, units: string, dimensions: string[], data: ArrayLike<number>) =>
    ({ name: own, type: "f8", dimensions, attributes: { units }, data: Float64Array.from(data) }) as const;
  await writeNetcdf(join(folder, name), {
    dimensions: { latitude: 4, longitude: 4 },
    attributes: {},
    variables: [
      number("latitude", "degrees_north", ["latitude"], [20, 30, 40, 50]),
      number("longitude", "degrees_east", ["longitude"], [90, 100, 110, 120]),
      number(
        variable,
        "umol m-2 s-1",
        ["latitude", "longitude"],
        Array.from({ length: 16 }, () => value),
      ),
    ],
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parts-"));
  await write("ter.nc", "flux", 6);
  await write("gpp.nc", "flux", 9);
});
afterAll(() => rmSync(folder, { recursive: true }));

const openSection = async (written: object) => {
  const section = findFiles(fluxSection.parse({ source: "netcdf", ...written }), ["files", "parts"], folder);
  return (await netcdf.roles.fluxes.open())(section, context);
};

describe("parts of a flux", () => {
  it("are summed, each with its own files and sign", async () => {
    const nee = await openSection({
      parts: [
        { files: "ter.nc", variable: "flux" },
        { files: ["gpp.nc"], variable: "-flux" },
      ],
    });
    expect(nee.hourly(0)[0]).toBeCloseTo(-3e-6, 18);
    expect(nee.files.map((path) => path.slice(folder.length))).toEqual(["/ter.nc", "/gpp.nc"]);
    nee.close();
  });

  it("are none where a section has files of its own", async () => {
    const alone = await openSection({ files: "ter.nc", variable: "flux" });
    expect(alone.hourly(0)[0]).toBeCloseTo(6e-6, 18);
    expect(alone.title).toBe("biosphere fluxes of flux");
    alone.close();
  });

  it("tell all their faults at once", async () => {
    const nee = openSection({ parts: ["a", "b"].map((variable) => ({ files: "ter.nc", variable })) });
    await expect(nee).rejects.toThrow(InputError);
    await expect(nee).rejects.toThrow(/"a"[\s\S]*"b"/);
    await expect(openSection({ parts: [{ files: "no.nc", variable: "a" }] })).rejects.toThrow(/no\.nc: no such file/);
  });

  it("stand alone: keys beside them, or neither files nor parts, are faults", () => {
    const part = { files: "ter.nc", variable: "flux" };
    const paths = (written: object): unknown =>
      fluxSection.safeParse({ source: "netcdf", ...written }).error?.issues.map(({ path }) => path.join("."));
    expect(paths({ parts: [part], units: "mol m-2 s-1" })).toEqual(["units"]);
    expect(paths({ units: "mol m-2 s-1" })).toEqual(["files", "variable"]);
    expect(paths(part)).toBeUndefined();
  });
});
