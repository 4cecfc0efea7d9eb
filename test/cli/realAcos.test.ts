/** The experiments that read real GOSAT observations, as the repository ships them. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { fates } from "../../src/observations/fate.js";
import { describeWithShared, sharedData } from "../sharedData.js";
import { jdasSucceeds, type Outcome, readNumbers, smallTwin, temporaryFolder } from "./jdas.js";

const EXPERIMENTS = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "experiments");
const WARNING = "METEOROLOGY AND OBSERVATIONS DO NOT COINCIDE";
const folder = temporaryFolder();

/** Writes the shipped experiment, with the shared data wherever it lies, and what is to be other than there. */
function copyExperiment(name: string, changes: (text: string) => string): void {
  const text = readFileSync(join(EXPERIMENTS, `${name}.yaml`), "utf8");
  writeFileSync(join(folder, `${name}.yaml`), changes(text.replaceAll("files: data", `files: ${sharedData()}`)));
}

/** A text broken into lines, as one line. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ");

describeWithShared("jdas run experiments/real-acos.yaml", () => {
  let outcome: Outcome;
  const out = join(folder, "runs/real-acos");
  beforeAll(async () => {
    copyExperiment("real-acos", (text) => `${text}ensemble: { members: 12 }\n`);
    outcome = await jdasSucceeds(folder, "run", "real-acos.yaml");
  });

  it("succeeds and says what it read and what each rule left", () => {
    for (const line of [
      "1990 read",
      "41   to be",
      "3   kept for validation",
      "109   in the",
      "1837   outside the domain",
    ]) {
      expect(outcome.stderr).toContain(line);
    }
    expect(outcome.stderr).not.toContain("outside the period");
  });

  it("keeps the fate of every observation", async () => {
    const { counts } = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as { counts: Record<string, number> };
    // Some over mountains that the weather of a coarse model does not have.
    expect(counts.terrain).toBe(3);
    expect(counts.assimilated + counts.gross_check + counts.terrain).toBe(41);
    expect(counts.validation + counts.thinned).toBe(3);
    expect(counts).toMatchObject({ not_good: 109, outside_domain: 1837, outside_period: 0, missing_value: 0 });
    const { fate, analysis, background } = await readNumbers(
      join(out, "observations.nc"),
      "fate",
      "analysis",
      "background",
    );
    fates.forEach((name, flag) => expect(fate.filter((value) => value === flag)).toHaveLength(counts[name]));
    const of = (name: (typeof fates)[number], values: Float64Array): Float64Array =>
      values.filter((_, i) => fates[fate[i]] === name);
    expect(of("assimilated", analysis).every((value) => value > 350 && value < 420)).toBe(true);
    expect(of("outside_domain", background).every(Number.isNaN)).toBe(true);
  });

  it("warns in every output that weather and observations do not coincide", async () => {
    const names = readdirSync(out);
    expect(oneLine(outcome.stdout)).toContain(WARNING);
    const texts = ["run.json", "evaluation.json", "evaluation.txt", "flux_map.svg"];
    expect(texts.filter((name) => !oneLine(readFileSync(join(out, name), "utf8")).includes(WARNING))).toEqual([]);
    const files = names.filter((name) => name.endsWith(".nc"));
    expect(files).toHaveLength(18);
    for (const name of files) {
      const file = await openNetcdf(join(out, name));
      expect(file.attributes.title).toContain(WARNING);
      expect(file.attributes.comment).toContain("Weather of a SPEEDY climate run of another year");
      file.close();
    }
  });

  it("records its inputs", () => {
    const { inputs } = JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as {
      inputs: { path: string; bytes: number; sha256: string }[];
    };
    expect(inputs.map(({ path }) => path)).toEqual([
      sharedData("weather", "speedy_t30_eastasia_201609.nc"),
      sharedData("acos", "acos_LtCO2_090901_v205205_B9213A_200310212449s.nc4"),
      sharedData("acos", "acos_LtCO2_090902_v205205_B9213A_200310212523s.nc4"),
    ]);
    for (const { bytes, sha256 } of inputs) {
      expect(bytes).toBeGreaterThan(1e5);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});

describeWithShared("jdas run experiments/real-acos-gfs.yaml", () => {
  it("runs a day of one instant held steady, on a coarse grid, and says so", async () => {
    const { grid, vertical, timeStepMinutes } = smallTwin;
    copyExperiment("real-acos-gfs", (text) =>
      [
        text.replace("end: 2009-09-03", "end: 2009-09-02"),
        `grid: ${JSON.stringify(grid)}`,
        `vertical: ${JSON.stringify(vertical)}`,
        `timeStepMinutes: ${timeStepMinutes}`,
        "ensemble: { members: 8 }",
        "",
      ].join("\n"),
    );
    const { stdout, stderr } = await jdasSucceeds(folder, "run", "real-acos-gfs.yaml");
    expect(oneLine(stdout)).toContain(WARNING);
    expect(oneLine(stdout)).toContain("One instant, 2011-10-11T00:00Z, held steady.");
    expect(oneLine(stdout)).toContain("Diurnal boundary layer imposed");
    expect(stderr).toContain("1005   outside the period");
  });
});

describe("the shipped experiments", () => {
  it.each(["real-acos", "real-acos-gfs"])("%s warns in its title", (name) => {
    expect(readFileSync(join(EXPERIMENTS, `${name}.yaml`), "utf8")).toMatch(new RegExp(`^title: .*${WARNING}`, "m"));
  });
});
