/** Sections without a source, whose files tell. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recogniseSources } from "../../src/config/recogniseSources.js";
import { ConfigError } from "../../src/errors.js";
import { acceptExperiment, recognisedInWords } from "../../src/experiments/setup/acceptExperiment.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";
import { standardRegistry } from "../../src/products/registry.js";

let folder: string;
const text = (fluxes: string): string => `title: By their looks
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
meteorology: { source: synthetic }
background: { source: synthetic }
runs: [control]
fluxes: { ${fluxes} }
`;

async function write(name: string, variables: readonly string[], attributes = {}): Promise<void> {
  const number = (own: string, units: string, dimensions: string[], data: number[]) =>
    ({ name: own, type: "f8", dimensions, attributes: { units }, data: Float64Array.from(data) }) as const;
  await writeNetcdf(join(folder, name), {
    dimensions: { latitude: 2, longitude: 2 },
    attributes,
    variables: [
      number("latitude", "degrees_north", ["latitude"], [30, 40]),
      number("longitude", "degrees_east", ["longitude"], [100, 120]),
      ...variables.map((own) => number(own, "mol m-2 s-1", ["latitude", "longitude"], [0, 0, 0, 0])),
    ],
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "looks-"));
  for (const day of ["01", "02", "03"]) await write(`CT2022.flux1x1.201607${day}.nc`, ["bio_flux_opt", "ocn_flux_opt"]);
  await write("plain.nc", ["nee"]);
  await write("both.nc", ["bio_flux_opt", "flux_apos_bio"]);
  writeFileSync(join(folder, "text.nc"), "no netCDF\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

const accept = (fluxes: string) => acceptExperiment(text(fluxes), "a.yaml", folder);

describe("a section without a source", () => {
  it("takes the product that knows its files, as if it were written, and says so", async () => {
    const accepted = await accept(
      'biosphere: { files: "CT2022*.nc" }, ocean: { files: "CT2022*.nc", estimate: optimized }',
    );
    expect(accepted.config.fluxes.biosphere).toMatchObject({ source: "carbontracker", files: ["CT2022*.nc"] });
    expect(accepted.plan.fluxes.ocean).toMatchObject({ source: "carbontracker", estimate: "optimized" });
    expect(recognisedInWords(accepted)).toEqual([
      'fluxes.biosphere: CarbonTracker, as its files show ("source: carbontracker")',
      'fluxes.ocean: CarbonTracker, as its files show ("source: carbontracker")',
    ]);
    expect((await accept("biosphere: synthetic")).recognised).toEqual([]);
  });

  it("is a fault with its place where no product knows the files, or several do", async () => {
    const faulty = accept("biosphere: { files: plain.nc }, ocean: { files: text.nc }, fossil: { files: both.nc }");
    await expect(faulty).rejects.toThrow(ConfigError);
    await expect(faulty).rejects.toThrow(
      /a\.yaml:7:\d+: fluxes\.biosphere\.source: missing, and no product knows the files/,
    );
    await expect(faulty).rejects.toThrow(
      /fluxes\.ocean\.source: missing, and no product knows the files; expected .*"takahashi"/,
    );
    await expect(faulty).rejects.toThrow(
      /fluxes\.fossil\.source: missing, and several products know the files; expected "carbontracker" or "cams-inversion"/,
    );
    const message = await faulty.then(
      () => "",
      (error: unknown) => String(error),
    );
    expect(message.match(/fluxes\.biosphere\.source/g)).toHaveLength(1);
  });

  it("is told as ever where it names no files, or none that are there", async () => {
    await expect(accept("biosphere: {}")).rejects.toThrow(/fluxes\.biosphere\.source: missing; expected/);
    await expect(accept("biosphere: { files: nowhere.nc }")).rejects.toThrow(/nowhere\.nc: no such file/);
  });

  it("asks only the products that give the component", async () => {
    const content = { fluxes: { fire: { files: "both.nc" } } };
    const { sources } = await recogniseSources(content, folder, standardRegistry);
    expect(sources.map(({ source }) => source)).toEqual(["carbontracker"]);
  });
});
