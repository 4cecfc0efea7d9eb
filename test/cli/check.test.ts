/** `jdas check` and `jdas run --dry-run` as a user types them, and what they foretell beside the run itself. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Preflight } from "../../src/preflight/preflight.js";
import { renderPreflight } from "../../src/preflight/preflightText.js";
import { readRunRecord } from "../../src/runs/recordFile.js";
import { jdas, jdasSucceeds, smallTwin, temporaryFolder, writeExperiment } from "./jdas.js";

const folder = temporaryFolder();
const experiment = { ...smallTwin, period: { start: "2016-07-01", end: "2016-07-05" } };
/** Of the dry run. */
let stdout: string;
let json: Preflight;

beforeAll(async () => {
  writeExperiment(folder, "twin.yaml", experiment);
  const checked = await jdasSucceeds(folder, "check", "twin.yaml", "--json", "--figure", "map.svg");
  json = JSON.parse(checked.stdout) as Preflight;
  ({ stdout } = await jdasSucceeds(folder, "run", "--dry-run", "twin.yaml"));
});

/**
 * A process as small as this, most of it program and figures, holds a seventh more in one of thirty runs, as the collector
 * has it: of two the lesser counts.
 *
 * @returns the most memory that a command with the experiment held [bytes]
 */
async function mostHeldBy(...words: string[]): Promise<number> {
  const peak = join(folder, "peak");
  const script = `import { writeFileSync } from "node:fs";
import { mostResident } from ${JSON.stringify(import.meta.resolve("../../dist/cli/mostResident.js"))};
process.on("exit", () => writeFileSync(${JSON.stringify(peak)}, String(mostResident())));`;
  process.env.NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(script)}`;
  try {
    await jdasSucceeds(folder, ...words, "twin.yaml");
  } finally {
    delete process.env.NODE_OPTIONS;
  }
  return Number(readFileSync(peak, "utf8"));
}

describe("jdas check", () => {
  it("says what the inputs cover and come to, and what the run takes", () => {
    expect(stdout).toContain("Small twin\n");
    expect(stdout).toMatch(/domain {2}small: 20 x 16 cells of 200 km, 8 layers, 8 members/);
    expect(stdout).toMatch(/period {2}2016-07-01 to 2016-07-05 UTC: 4 days, 0 of them spin-up/);
    expect(stdout).toMatch(/biosphere +every hour of the period/);
    expect(stdout).toMatch(/Prior fluxes, TgC in 4 days\n +region +biosphere +ocean +fossil +fire +all\n/);
    expect(stdout).toMatch(/2016-07 +\d+ +\d+/);
    expect(stdout).toMatch(/about [\d.]+ degrees of freedom for signal in \d+ observations/);
    expect(stdout).toMatch(/memory +\d+ MiB of .* free/);
    expect(stdout).toMatch(/disk +[\d.]+ MiB of .* free/);
    expect(stdout).toMatch(/time +\d+ s on 1 thread\b/);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(112);
  });

  it("writes nothing but the map that was asked for", () => {
    expect(readdirSync(folder).toSorted()).toEqual(["map.svg", "twin.yaml"]);
    const { months, counts } = json.observations!;
    expect(months).toEqual(["2016-07"]);
    const svg = readFileSync(join(folder, "map.svg"), "utf8");
    expect(svg).toContain(`to assimilate: ${counts.assimilated![0]}`);
    expect(svg).toContain(`to validate: ${counts.validation![0]}`);
  });

  it("has regions of its domain and no others", () => {
    const [domain, land, ocean] = json.priorTotals.regions;
    expect([domain.id, land.id, ocean.id]).toEqual(["domain", "land", "ocean"]);
    for (const component of ["biosphere", "ocean", "fossil"] as const) {
      const whole = domain.teragrams[component]!;
      expect(land.teragrams[component]! + ocean.teragrams[component]!).toBeCloseTo(whole, 9);
    }
    expect(domain.teragrams.biosphere).toBeLessThan(0);
    expect(domain.teragrams.fossil).toBeGreaterThan(0);
  });

  it("is what `run --dry-run` does", () => {
    const upTo = (text: string): string => text.slice(0, text.indexOf("What the run takes"));
    expect(upTo(stdout)).toBe(upTo(`\n${renderPreflight(json)}`));
  });

  it("foretells memory and disk of the run to 15 %", async () => {
    const again = await jdasSucceeds(folder, "check", "twin.yaml", "--json");
    const { memory } = JSON.parse(again.stdout) as Preflight;
    const foretold = Math.min(json.memory.process, memory.process);
    const resident = Math.min(await mostHeldBy("run"), await mostHeldBy("run", "--replace"));
    const output = join(folder, "out");
    const bytes = readdirSync(output).reduce((sum, name) => sum + statSync(join(output, name)).size, 0);
    expect(json.disk.total / bytes).toBeGreaterThan(0.85);
    expect(json.disk.total / bytes).toBeLessThan(1.15);
    expect(foretold / resident).toBeGreaterThan(0.85);
    expect(foretold / resident).toBeLessThan(1.15);
    const { fluxTotals } = readRunRecord(output);
    const days = json.period.days / 365.2425;
    const ofRecord = 1000 * fluxTotals!.biosphere!.PgCPerYear * days;
    expect(json.priorTotals.regions[0].teragrams.biosphere).toBeCloseTo(ofRecord, 6);
  });

  it("refuses at once what cannot fit, in a run too", async () => {
    const large = { ...smallTwin, grid: { ...smallTwin.grid, columns: 700, rows: 600, spacingKm: 5 } };
    writeExperiment(folder, "large.yaml", { ...large, ensemble: { members: 100 } });
    for (const command of ["check", "run"]) {
      const { code, stderr } = await jdas(folder, command, "large.yaml");
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /ConfigError\n.*ensemble\.members: \d+ MiB of kernel memory.*what would fit: members: \d+/,
      );
    }
    expect(existsSync(join(folder, "out", "large"))).toBe(false);
  });

  it("names an input that does not cover the period", async () => {
    writeExperiment(folder, "hole.yaml", { ...smallTwin, fluxes: { fossil: { source: "edgar", files: "none.nc" } } });
    const { code, stderr } = await jdas(folder, "check", "hole.yaml");
    expect(code).toBe(1);
    expect(stderr).toMatch(/fluxes\.fossil\.files.*none\.nc/);
  });
});
