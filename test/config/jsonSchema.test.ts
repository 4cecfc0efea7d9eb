/** The JSON Schema of experiment files, judged by Ajv, which knows nothing of the program. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { experimentJsonSchema, type JsonSchema } from "../../src/config/jsonSchema.js";
import { keyDescriptions } from "../../src/config/keyDescriptions.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const schema = experimentJsonSchema(keyDescriptions(read("docs/configuration.md")));
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictTuples: false });
const accepts = ajv.compile(schema);
const faultsOf = (experiment: unknown): string[] => {
  accepts(experiment);
  return (accepts.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const small = {
  title: "Small twin",
  output: "out",
  period: { start: "2016-07-01", end: "2016-07-03" },
  meteorology: { source: "synthetic" },
  background: { source: "synthetic" },
  observations: { source: "synthetic" },
  twin: {},
};

const pages = ["README.md", ...["docs", "docs/products"].flatMap((folder) => listed(folder, ".md"))];
function listed(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
}
const blocksOf = (page: string): string[] =>
  [...read(page).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block]) => block);

describe("the schema of experiment files", () => {
  it.each(listed("experiments", ".yaml"))("accepts %s", (file) => {
    expect(faultsOf(parse(read(file)))).toEqual([]);
  });

  it("accepts what runs record of all forms of all sections", () => {
    const { experiments } = JSON.parse(read("test/config/golden/recorded.json")) as {
      experiments: Record<string, unknown>;
    };
    const refused = Object.entries(experiments).flatMap(([name, one]) => faultsOf(one).map((fault) => [name, fault]));
    expect(refused).toEqual([]);
  });

  it("accepts the experiments and sections that pages show", () => {
    const shown = pages.flatMap((page) => blocksOf(page).map((block) => ({ page, content: parse(block) as object })));
    const sections = shown.filter(({ content }) => Object.keys(content).every((key) => key in schema.properties!));
    expect(sections.length).toBeGreaterThan(40);
    expect(sections.flatMap(({ page, content }) => faultsOf({ ...small, ...content }).map((f) => [page, f]))).toEqual(
      [],
    );
  });

  it("lets a section leave its source to its files", () => {
    expect(faultsOf({ ...small, meteorology: { files: "era5/*.nc", boundaryLayer: "diurnal" } })).toEqual([]);
    expect(faultsOf({ ...small, meteorology: {} })).not.toEqual([]);
  });

  it("says what keys mean, what they may be and what they are by default", () => {
    const { timeStepMinutes, fluxes, filter } = schema.properties!;
    expect(timeStepMinutes.description).toMatch(/^5, 10, 15, 20, 30 or 60; lines .* Default: 30\.$/);
    expect(timeStepMinutes.default).toBe(30);
    expect(filter.properties!.method).toMatchObject({ enum: ["ensrf", "letkf"], default: "ensrf" });
    const fossil = fluxes.properties!.fossil.anyOf!.flatMap(({ anyOf = [] }) => anyOf);
    const meic = fossil.find(({ properties }) => properties?.source.const === "meic");
    expect(meic?.properties!.clock.description).toContain("mean solar time, or hours ahead of UTC");
    expect(filter.properties!.inflation.description).toMatch(/^what keeps the spread/);
  });

  it("leaves no key without a description", () => {
    const keys = keysOf(schema);
    expect(keys.length).toBeGreaterThan(2000);
    // The name of a section's product says itself.
    const bare = keys.filter(({ path, key }) => key.description === undefined && !path.endsWith(".source"));
    expect([...new Set(bare.map(({ path }) => path))]).toEqual([]);
    expect(keys.filter(({ key }) => /\]\(|^likewise/.test(key.description ?? ""))).toEqual([]);
  });
});

/** Of all forms of all sections, with their places. */
function keysOf(
  { properties, anyOf = [], items = [] }: JsonSchema,
  path = "",
): { readonly path: string; readonly key: JsonSchema }[] {
  const inner = [anyOf, items].flat().flatMap((one) => keysOf(one, path));
  const own = Object.entries(properties ?? {}).map(([name, key]) => ({ path: `${path}.${name}`, key }));
  return [...inner, ...own.flatMap(({ path: place, key }) => [{ path: place, key }, ...keysOf(key, place)])];
}

describe("the schema of experiment files refuses", () => {
  it.each<[string, object]>([
    ["an unknown key", { tittle: "x" }],
    ["an unknown key of a section", { filter: { methood: "ensrf" } }],
    ["a word that a key may not be", { mixing: "acm3" }],
    ["a source that there is not", { meteorology: { source: "era6", files: "a.nc" } }],
    ["a key of another source", { background: { source: "synthetic", files: "a.nc" } }],
    ["a number that is too large", { ensemble: { members: 1000 } }],
    ["a number out of its list", { timeStepMinutes: 25 }],
    ["text for a number", { seed: "one" }],
    ["a date that is none", { period: { start: "July", end: "2016-07-03" } }],
    ["a period without an end", { period: { start: "2016-07-01" } }],
    ["both lengths of the localization", { filter: { localization: { zeroDistanceKm: 1, halfWidthKm: 1 } } }],
    ["a key of another form of the ensemble", { ensemble: { form: "paper", lagDays: 3 } }],
    ["a grid with half of its keys", { grid: { projection: "+proj=stere", columns: 20 } }],
    ["a list that is empty", { runs: [] }],
    ["regions of two kinds in one", { regions: [{ geojson: "a.json", countries: "Kenya" }] }],
    ["a title that is missing", { title: undefined }],
  ])("%s", (_, wrong) => {
    expect(faultsOf(small)).toEqual([]);
    expect(faultsOf(JSON.parse(JSON.stringify({ ...small, ...wrong })))).not.toEqual([]);
  });
});
