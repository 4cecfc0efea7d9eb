/** Where sections are broken, others stand in for them while the inputs are looked at: they must not be blamed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../../src/errors.js";
import { acceptExperiment } from "../../../src/experiments/setup/acceptExperiment.js";
import { parseExperiment } from "../../../src/config/parse.js";

const SECTIONS = [
  ["meteorology: { source: synthetic }", "meteorology: { source: sythetic }"],
  ["fluxes: { fire: none }", "fluxes: { fire: 5 }"],
  ["background: { source: synthetic }", "background: { source: retrieval-prior }"],
  ["observations: { source: synthetic }", "observations: { source: synthetic, network: ocean }"],
  ["twin: { errors: {} }", "twin: { errors: 1 }"],
  ["ensemble: { members: 8 }", "ensemble: { members: 1 }"],
  ["filter: {}", "filter: { method: enkf }"],
  ["runs: [analysis]", "runs: [posterior]"],
  ["seed: 3", "seed: -3"],
] as const;

const text = (broken: readonly boolean[]): string => `title: Stand-ins
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
grid: { projection: "+proj=stere +lat_0=35 +lon_0=116 +R=6370000", columns: 12, rows: 10, spacingKm: 300, centre: [116, 35] }
${SECTIONS.map((forms, i) => forms[broken[i] ? 1 : 0]).join("\n")}
`;

async function messageOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

describe("an experiment file at the door", () => {
  it("is told its own faults and no others, whichever of its sections are broken", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), async (broken) => {
        const alone = await messageOf(() => parseExperiment(text(broken), "a.yaml"));
        expect(await messageOf(() => acceptExperiment(text(broken), "a.yaml", "."))).toBe(alone);
        expect(alone === "").toBe(!broken.includes(true));
      }),
      { numRuns: 20 },
    );
  });

  it("is told of files that are missing, but where files are no key of the section", async () => {
    const files = text([])
      .replace("meteorology: { source: synthetic }", "meteorology: { source: synthetic, files: none.nc }")
      .replace("{ fire: none }", "{ fire: { source: netcdf, files: none.nc } }");
    expect((await messageOf(() => acceptExperiment(files, "a.yaml", "."))).split("\n")).toEqual([
      expect.stringContaining("a.yaml:5:35: meteorology.files: a key that does not go with the others"),
      expect.stringContaining("a.yaml:6:11: fluxes.fire.variable: missing"),
      expect.stringMatching(/^a\.yaml:6:35: fluxes\.fire\.files: .*none\.nc: no such file/),
    ]);
  });

  it("is told of inputs that do not fit what is sound of it", async () => {
    const rest = text([]).replace("seed: 3", "sede: 3\nurbanFraction: meteorology");
    expect((await messageOf(() => acceptExperiment(rest, "a.yaml", "."))).split("\n")).toEqual([
      expect.stringContaining("a.yaml:13:1: sede: unknown key"),
      expect.stringContaining("a.yaml:14:1: urbanFraction: no urban fraction in synthetic weather"),
    ]);
  });
});
