import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import {
  type FluxField,
  fluxDays,
  readFluxDay,
  readFluxField,
  readFluxGeography,
  writeFluxDay,
} from "../../src/runs/fluxFile.js";
import type { RunFolder } from "../../src/runs/runFolder.js";
import { DAY, temporaryFolder } from "../experiments/recording/folder.js";

let folder: RunFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder.path, { recursive: true }));

const CELLS = 12;
const regions = [{ id: "domain" }, { id: "part" }];
const names = ["natural_prior", "natural_posterior", "natural_posterior_spread", "fossil", "fire"] as const;
const nothing = { regions, members: 3 };

describe("flux_YYYYMMDD.nc", () => {
  it("gives back its fields as float32 and the totals bit for bit; what was not written is absent", async () => {
    const flux = fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e-4), max: Math.fround(1e-4) });
    const field = fc.array(flux, { minLength: 24 * CELLS, maxLength: 24 * CELLS }).map((all) => Float32Array.from(all));
    const written = fc.dictionary(fc.constantFrom(...names), field, { noNullPrototype: true });
    const total = fc
      .array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 6, maxLength: 6 })
      .map((all) => Float64Array.from(all));
    await fc.assert(
      fc.asyncProperty(written, total, fc.option(total, { nil: undefined }), async (fields, posterior, prior) => {
        const given = new Map(Object.entries(fields) as [FluxField, Float32Array][]);
        await writeFluxDay(folder, DAY, given, { ...nothing, posterior, ...(prior && { prior }) });
        const found = await readFluxDay(folder.path, DAY, CELLS, names);
        expect(Object.keys(found.fields).sort()).toEqual([...given.keys()].sort());
        for (const [name, values] of given) {
          const read = found.fields[name as (typeof names)[number]]!;
          expect(read.every((value, i) => value === values[i])).toBe(true);
        }
        const byRegion = (totals: Float64Array): Map<string, Float64Array> =>
          new Map(regions.map(({ id }, r) => [id, totals.slice(3 * r, 3 * r + 3)]));
        const plain = (map: ReadonlyMap<string, Float64Array>) =>
          [...map].map(([id, own]) => [id, ...own.map((v) => v + 0)]);
        expect(plain(found.posterior)).toEqual(plain(byRegion(posterior)));
        expect(plain(found.prior)).toEqual(prior === undefined ? [] : plain(byRegion(prior)));
      }),
      { seed: 5, numRuns: 10 },
    );
  });

  it("knows its days, and where its cells are", async () => {
    for (const day of [1, 0, 30]) await writeFluxDay(folder, DAY + day * 86400, new Map(), nothing);
    expect(fluxDays(folder.path)).toEqual([DAY, DAY + 86400, DAY + 30 * 86400]);
    const { grid, landFraction } = await readFluxGeography(folder.path, DAY);
    expect([grid.columns, grid.rows, grid.x0]).toEqual([folder.grid.columns, folder.grid.rows, folder.grid.x0]);
    expect(landFraction).toEqual(Float64Array.from(Float32Array.from(folder.landFraction)));
  });

  it("refuses a field of another grid, and one that was not written, by name", async () => {
    await writeFluxDay(folder, DAY, new Map([["fire", new Float32Array(24 * CELLS)]]), nothing);
    expect(await readFluxField(folder.path, DAY, CELLS, "fire")).toHaveLength(24 * CELLS);
    await expect(readFluxField(folder.path, DAY, 7, "fire")).rejects.toThrow(/"fire".*24, 3, 4.*24 hours of 7 cells/);
    await expect(readFluxField(folder.path, DAY, CELLS, "natural_posterior")).rejects.toThrow(InputError);
  });
});
