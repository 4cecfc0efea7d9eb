import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import {
  type FluxField,
  fluxDays,
  readFluxDay,
  readHourlyFlux,
  readHourlyFluxes,
  writeFluxDay,
  writeHourlyFluxes,
} from "../../src/runs/fluxFile.js";
import type { RunFolder } from "../../src/runs/runFolder.js";
import { DAY, HOUR, reading, temporaryFolder } from "../experiments/recording/folder.js";

let folder: RunFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder.path, { recursive: true }));

const CELLS = 12;
const names = ["natural_prior", "natural_posterior", "natural_posterior_spread", "fossil", "fire"] as const;

describe("flux_YYYYMMDD.nc", () => {
  it("gives back its fields as float32; what was not written is absent", async () => {
    const flux = fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e-4), max: Math.fround(1e-4) });
    const field = fc.array(flux, { minLength: CELLS, maxLength: CELLS }).map((all) => Float32Array.from(all));
    const written = fc.dictionary(fc.constantFrom(...names), field, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(written, async (fields) => {
        const given = new Map(Object.entries(fields) as [FluxField, Float32Array][]);
        await writeFluxDay(folder, DAY, given);
        const found = await readFluxDay(folder.path, DAY, CELLS, names);
        expect(Object.keys(found).sort()).toEqual([...given.keys()].sort());
        for (const [name, values] of given) {
          const read = found[name as (typeof names)[number]]!;
          expect(read.every((value, i) => value === values[i])).toBe(true);
        }
      }),
      { seed: 5, numRuns: 10 },
    );
  });

  it("knows its days", async () => {
    for (const day of [1, 0, 30]) await writeFluxDay(folder, DAY + day * 86400, new Map());
    expect(fluxDays(folder.path)).toEqual([DAY, DAY + 86400, DAY + 30 * 86400]);
  });

  it("refuses a field of another grid", async () => {
    await writeFluxDay(folder, DAY, new Map([["fire", new Float32Array(CELLS)]]));
    await expect(readFluxDay(folder.path, DAY, 7, ["fire"])).rejects.toThrow(/"fire".*1, 3, 4.*7 values/);
  });
});

describe("hourly_flux_YYYYMMDD.nc", () => {
  const field = Float32Array.from({ length: 24 * CELLS }, (_, i) => 1e-6 * Math.sin(i * 1.3));

  it("gives back its hours to one thousandth or half a nanomole, and says how they were rounded", async () => {
    await writeHourlyFluxes(folder, DAY, new Map([["natural_posterior", field]]));
    const found = await readHourlyFlux(folder.path, DAY, CELLS, "natural_posterior");
    const errors = Array.from(found, (value, i) => Math.abs(value - field[i]) - 1e-3 * Math.abs(field[i]));
    expect(Math.max(...errors)).toBeLessThan(0.5e-9);
    expect(Math.max(...errors)).toBeGreaterThan(0.3e-9);
    const { attributes, times, bounds } = await reading(folder, "hourly_flux_20160701.nc", (file) => ({
      attributes: file.variable("natural_posterior").attributes,
      times: Array.from(file.variable("time").read()),
      bounds: Array.from(file.variable("time_bounds").read()),
    }));
    expect(attributes).toMatchObject({ _QuantizeBitRoundNumberOfSignificantBits: 9, least_significant_digit: 9 });
    expect(times).toEqual(Array.from({ length: 24 }, (_, hour) => DAY + hour * HOUR));
    expect(bounds.slice(-2)).toEqual([DAY + 23 * HOUR, DAY + 24 * HOUR]);
  });

  it("refuses a field of another grid, and one that was not written, by name", async () => {
    await writeHourlyFluxes(folder, DAY, new Map([["natural_prior", field]]));
    expect(Object.keys(await readHourlyFluxes(folder.path, DAY, CELLS, ["natural_prior", "natural_truth"]))).toEqual([
      "natural_prior",
    ]);
    await expect(readHourlyFlux(folder.path, DAY, 7, "natural_prior")).rejects.toThrow(
      /"natural_prior".*24, 3, 4.*168 values/,
    );
    await expect(readHourlyFlux(folder.path, DAY, CELLS, "natural_posterior")).rejects.toThrow(InputError);
  });
});
