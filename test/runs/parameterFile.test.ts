import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Parameters, readParameters, writeParameters } from "../../src/runs/parameterFile.js";
import type { RunFolder } from "../../src/runs/runFolder.js";
import { DAY, temporaryFolder } from "../experiments/recording/folder.js";

let folder: RunFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder.path, { recursive: true }));

const PARTS = ["west, low", "west, high", "east, low", "east, high"];
const DAYS = 2;
const series = (places: number) => {
  const values = fc
    .array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: DAYS * places, maxLength: DAYS * places })
    .map((all) => Float64Array.from(all, (value) => value + 0));
  return fc.record({ mean: values, spread: values, truth: values }, { requiredKeys: ["mean", "spread"] });
};

describe("parameters.nc", () => {
  it("gives back what was estimated, bit for bit, and only that", async () => {
    const both = fc.record({ offset: series(4), bias: series(3) }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(both, async ({ offset, bias }) => {
        const places = { longitude: Float64Array.of(100, 105.5, 110), latitude: Float64Array.of(20, -1, 35) };
        const given: Parameters = {
          times: [DAY + 86400, DAY + 2 * 86400],
          ...(offset && { boundary_offset: { ...offset, parts: PARTS } }),
          ...(bias && { retrieval_bias: { ...bias, ...places } }),
        };
        await writeParameters(folder, given);
        expect(await readParameters(folder.path)).toEqual(given);
      }),
      { seed: 9, numRuns: 20 },
    );
  });

  it("is absent where nothing was estimated", async () => {
    expect(await readParameters(folder.path)).toBeUndefined();
  });
});
