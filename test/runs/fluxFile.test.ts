import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { type FluxField, fluxDays, readFluxDay, readFluxField, writeFluxDay } from "../../src/runs/fluxFile.js";
import type { RunFolder } from "../../src/runs/runFolder.js";
import { DAY, temporaryFolder } from "../experiments/recording/folder.js";

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
    const field = fc.array(flux, { minLength: 24 * CELLS, maxLength: 24 * CELLS }).map((all) => Float32Array.from(all));
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

  it("refuses a field of another grid, and one that was not written, by name", async () => {
    await writeFluxDay(folder, DAY, new Map([["fire", new Float32Array(24 * CELLS)]]));
    expect(await readFluxField(folder.path, DAY, CELLS, "fire")).toHaveLength(24 * CELLS);
    await expect(readFluxField(folder.path, DAY, 7, "fire")).rejects.toThrow(/"fire".*24, 3, 4.*24 hours of 7 cells/);
    await expect(readFluxField(folder.path, DAY, CELLS, "natural_posterior")).rejects.toThrow(InputError);
  });
});
