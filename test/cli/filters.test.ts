/** The filters that an experiment file can choose, from the file to the scores. */
import { beforeAll, describe, expect, it } from "vitest";
import { columnError, jdas, readEvaluation, runVariant, smallTwin, temporaryFolder, writeExperiment } from "./jdas.js";

const folder = temporaryFolder();
/** A model without errors, whose columns have none in common. */
const twin = {
  ...smallTwin,
  runs: ["control", "analysis"],
  observations: { source: "synthetic", correlatedNeighbours: "none" },
};
const variants = {
  serial: {},
  adaptive: { order: "adaptive" },
  letkf: { method: "letkf" },
  inflated: { method: "letkf", inflation: { rtpp: 0.3, rtps: 0.3, multiplicative: 1.02, additivePpm: 0.2 } },
};
type Variant = keyof typeof variants;
const errors = new Map<Variant, number>();
let control = Number.NaN;

beforeAll(async () => {
  for (const [name, filter] of Object.entries(variants)) {
    const evaluation = readEvaluation(await runVariant(folder, name, { ...twin, filter }));
    errors.set(name as Variant, columnError(evaluation, "AN", "truth"));
    control = columnError(evaluation, "CTRL", "truth");
  }
});

describe("a small twin experiment", () => {
  it.each(Object.keys(variants) as Variant[])("comes nearer to the truth with the %s filter than without", (name) => {
    expect(errors.get(name)).toBeLessThan(0.9 * control);
  });

  it("has an analysis of its own with each of them, the LETKF's near to the serial one's", () => {
    expect(new Set(errors.values()).size).toBe(4);
    expect(Math.abs(errors.get("letkf")! - errors.get("serial")!)).toBeLessThan(0.15 * control);
  });
});

describe("an experiment file", () => {
  it.each([
    [
      "an order for the LETKF",
      { method: "letkf", order: "adaptive" },
      /filter\.order: .*takes all observations at once/,
    ],
    [
      "a factor below 1",
      { inflation: { multiplicative: 0.9 } },
      /filter\.inflation\.multiplicative: 0\.9; expected at least 1/,
    ],
  ])("may not ask for %s", async (_, filter, message) => {
    writeExperiment(folder, "wrong.yaml", { ...smallTwin, filter });
    const { code, stderr } = await jdas(folder, "run", "wrong.yaml");
    expect(code).not.toBe(0);
    expect(stderr).toMatch(message);
  });
});
