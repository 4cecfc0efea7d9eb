/** The products that the program knows, asked by role, name and the looks of a file. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/config/parse.js";
import { InputError } from "../../src/errors.js";
import { gatherInputs } from "../../src/experiments/setup/inputs.js";
import { lookAt } from "../../src/io/fileLooks.js";
import { lite } from "../../src/products/lite/index.js";
import { fluxRole } from "../../src/products/role.js";
import { sectionSchema } from "../../src/products/section.js";
import {
  createRegistry,
  namesOf,
  playersOf,
  recogniseFile,
  roleOf,
  standardProducts,
  standardRegistry,
} from "../../src/products/registry.js";
import { synthetic } from "../../src/products/synthetic/index.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import { toy } from "./toy.js";

describe("a registry", () => {
  it("refuses two products of a name, and a section that has the name of another", () => {
    expect(() => createRegistry([toy, toy])).toThrow(new RangeError('two products "toy"'));
    const fluxes = fluxRole({ ...toy.roles.fluxes, schema: sectionSchema("joke", {}) });
    expect(() => createRegistry([{ ...toy, roles: { fluxes } }])).toThrow(
      'product "toy": its section in fluxes has the source "joke"',
    );
  });

  it("gives the products of a role in its order, and says which there are where one is none of them", () => {
    const three = createRegistry([synthetic, lite, toy]);
    expect(namesOf(playersOf(three, "meteorology"))).toBe('"synthetic" or "toy"');
    expect(() => roleOf(three, "observations", "toy")).toThrow(
      'no product "toy" for observations, only "synthetic" or "lite"',
    );
  });
});

describe("the standard products", () => {
  it("are the rows of the table in docs/data-sources.md", () => {
    const page = readFileSync(new URL("../../docs/data-sources.md", import.meta.url), "utf8");
    const rows = standardProducts.map(({ name, title, roles, versions, citation, licence }) => {
      const cells = [`\`${name}\``, title, Object.keys(roles).join(", "), versions.join("; "), citation, licence];
      return `| ${cells.join(" | ")} |`;
    });
    const table = page
      .split("\n")
      .filter((line) => /^\| `[a-z0-9-]+` \|.*(meteorology|fluxes|background|observations)/.test(line));
    expect(table).toEqual(rows);
  });

  it.each(
    standardProducts.flatMap(({ name, roles }) =>
      Object.entries(roles).map(([role, played]) => [name, role, played] as const),
    ),
  )("%s loads what opens it as %s", async (_, __, { open }) => {
    expect(await open()).toBeTypeOf("function");
  });
});

describeWithShared("real files", () => {
  const LITE = sharedData("acos", "acos_LtCO2_090901_v205205_B9213A_200310212449s.nc4");
  const gfs = sharedData("gfs", "gfs_2p5_20111011T00.nc");
  const mcip = sharedData("mcip", "METCRO3D_au-test_v1");

  it.each([
    ["gridded", gfs],
    ["gridded", sharedData("gfs", "gfs_2p5_20111011T00.grib2")],
    ["gridded", sharedData("weather", "speedy_t30_eastasia_201607.nc")],
    ["mcip", mcip],
    ["mcip", sharedData("mcip", "GRIDCRO2D_au-test_v1")],
    ["wrf", sharedData("products", "WRF", "wrf_d01_allvars_cropped.nc")],
    ["wrf", sharedData("wrf", "WRFOUT_d01_2022-12-07T0000Z.nc")],
    ["lite", LITE],
    ["tccon", sharedData("reader-fixtures", "hw20230402_20230402.public.qc.nc")],
  ])("are known by their looks: %s", async (name, path) => {
    const file = await lookAt(path);
    expect(recogniseFile(standardRegistry, file).map((product) => product.name)).toEqual([name]);
    file.close();
  });

  it.each([
    ["{ source: gridded, files: FILE }", mcip, /meteorology\.files: .*; this looks like MCIP: write "source: mcip"$/],
    ["{ source: mcip, files: FILE }\ngrid: source\nvertical: source", gfs, /gridded weather: write "source: gridded"$/],
    [
      "{ source: gridded, files: FILE }",
      sharedData("wrf", "WRFOUT_d01_2022-12-07T0000Z.nc"),
      /this looks like output of WRF: write "source: wrf"$/,
    ],
    ["{ source: gridded, files: FILE }", LITE, /Lite of .*: it belongs in the section observations$/],
  ])("of another product than their section names are told: meteorology: %s", async (meteorology, path, fault) => {
    const text = `title: Mistaken
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
runs: [control]
meteorology: ${meteorology.replace("FILE", path)}
background: { source: synthetic }
`;
    const gathering = gatherInputs(parseExperiment(text, "mistaken.yaml"), ".");
    const error = await gathering.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toMatch(fault);
  });
});
