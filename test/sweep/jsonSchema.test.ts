/** The JSON Schema of sweep files, judged by Ajv. */
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { experimentJsonSchema } from "../../src/config/jsonSchema.js";
import { sweepJsonSchema } from "../../src/sweep/jsonSchema.js";

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictTuples: false, strictTypes: false });
const accepts = ajv.compile(sweepJsonSchema(experimentJsonSchema(new Map())));
const isSweep = (vary: unknown): boolean => accepts({ experiment: "base.yaml", output: "runs/all", vary });

it("accepts keys with their values, and named settings", () => {
  expect(
    isSweep({
      seed: [1, 2],
      "ensemble.sigma.day": [0.3, null],
      "filter.localization": ["none", { zeroDistanceKm: 800 }],
      "observations.network": ["gosat", ["gosat", "towers"]],
      season: { july: {}, january: { period: { start: "2016-01-01" }, filter: { localization: null } }, usual: null },
    }),
  ).toBe(true);
});

it.each([
  ["no key", {}],
  ["a key that is none, with values", { seeed: [1, 2] }],
  ["a setting of a key that is none", { season: { july: { ensemble: { member: 8 } } } }],
  ["what the sweep sets itself", { output: ["a", "b"] }],
])("refuses %s", (_, vary) => {
  expect(isSweep(vary)).toBe(false);
});
