/** The files of a section, and the forms that sections may have. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { findFiles, openRole } from "../../src/products/openRole.js";
import { standardRegistry } from "../../src/products/registry.js";
import { fluxSchema, roleSchema } from "../../src/products/roleSchema.js";
import { thrownBy } from "../thrownBy.js";

const ROOT = new URL("../..", import.meta.url).pathname;

describe("the files of a section", () => {
  const section = { source: "any", first: ["package.json"], second: ["test/products/to*.ts"], third: "package.json" };

  it("are found under the keys that name some, and stand in their place", () => {
    expect(findFiles(section, ["first", "second"], ROOT)).toEqual({
      ...section,
      first: [`${ROOT}package.json`],
      second: [`${ROOT}test/products/toy.test.ts`, `${ROOT}test/products/toy.ts`],
    });
  });

  it("are told where they are missing, under whichever key", () => {
    const missing = { source: "any", first: ["no.nc"], second: ["none*.nc"] };
    const error = thrownBy(() => findFiles(missing, ["first", "second"], ROOT));
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).faults.map(({ where }) => where)).toEqual([`${ROOT}no.nc`, `${ROOT}none*.nc`]);
  });
});

describe("a file that cannot serve", () => {
  const folder = mkdtempSync(join(tmpdir(), "openjdas-role-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("keeps what may be done about it, where it looks like another product besides", async () => {
    // Output of a model: CO2 under a name of its own, beside the winds.
    const path = join(folder, "model.nc");
    const variables = ["u", "tracer"].map((name) => ({
      name,
      type: "f4" as const,
      dimensions: ["x"],
      attributes: { units: "1" },
      data: [0],
    }));
    await writeNetcdf(path, { attributes: {}, dimensions: { x: 1 }, variables });
    const fault = { where: path, found: "no variable that is known to be CO2", remedy: 'name it with "variable"' };
    const opening = openRole(standardRegistry, "background", { source: "netcdf", files: [path] } as never, async () => {
      throw new InputError(fault);
    });
    const error: unknown = await opening.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toMatch(
      /; name it with "variable"; this looks like gridded weather: it belongs in the section meteorology$/,
    );
  });
});

describe("the form of a section", () => {
  it("is that of the product which its source names", () => {
    const schema = roleSchema(standardRegistry, "meteorology");
    expect(schema.parse({ source: "gridded", files: "a.nc" })).toEqual({
      source: "gridded",
      files: ["a.nc"],
      dates: "as-is",
      boundaryLayer: "source",
    });
    expect(schema.safeParse({ source: "netcdf", files: "a.nc" }).success).toBe(false);
  });

  it("of a flux may be the name alone of a product that asks for nothing more", () => {
    const schema = fluxSchema(standardRegistry, "fire");
    expect(["synthetic", "none", "netcdf"].map((word) => schema.safeParse(word).success)).toEqual([true, true, false]);
    expect(schema.parse({ source: "synthetic" })).toEqual({ source: "synthetic" });
  });
});
