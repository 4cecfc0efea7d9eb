/** How long a long twin still takes, told from its truth on. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { start, temporaryFolder, writeExperiment } from "./jdas.js";
import { tinyTwin } from "./tinyTwin.js";

/** @returns what it says up to the first day of its truth, and the files where it was started */
async function firstDay(end: string): Promise<{ said: string; files: string[] }> {
  const folder = temporaryFolder();
  const period = { start: "2016-07-01", end };
  writeExperiment(folder, "twin.yaml", { ...tinyTwin, period, twin: { errors: { windStrength: 0.05 } } });
  const running = start(folder, "run", "twin.yaml");
  await running.says("truth: 2016-07-01 done");
  running.interrupt();
  const { stderr } = await running.outcome;
  return { said: stderr, files: readdirSync(folder).sort() };
}

describe("a twin whose truth runs on its own", () => {
  it("tells the time that is left with AN, where the truth is long, and leaves nothing of its trial", async () => {
    const { said, files } = await firstDay("2016-08-30");
    expect(said).toContain("A trial of two days tells how long AN will take after the truth.");
    expect(said).toMatch(/truth: 2016-07-01 done \(1 of 60 days\), \S+ days\/min, \d[\w ]* left with AN\n/);
    expect(files).toEqual(["out", "twin.yaml"]);
  });

  it("names AN alone where the truth is short", async () => {
    const { said } = await firstDay("2016-07-06");
    expect(said).toMatch(/truth: 2016-07-01 done .* left, then AN\n/);
    expect(said).not.toContain("trial");
  });
});
