import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { NumericalError } from "../../src/errors.js";
import { loggedProgress } from "../../src/experiments/loggedProgress.js";
import { silent } from "../../src/experiments/progress.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-log-"));
afterAll(() => rmSync(folder, { recursive: true }));
const JULY = Date.UTC(2016, 6, 1) / 1000;

it("keeps what a run says, a JSON object a line, from before its folder was there", async () => {
  const said: string[] = [];
  let second = 0;
  const now = (): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second++));
  const progress = loggedProgress({ ...silent, note: (text) => said.push(text) }, now);
  progress.note("Set-up: weather");
  progress.openLog(folder);
  progress.begin("AN, 50 members", 48);
  for (let hour = 1; hour <= 24; hour++) {
    await progress.hour({ time: JULY + 3600 * hour, hoursDone: hour, assimilated: 7, departurePpm: Number.NaN });
  }
  progress.logStop(new NumericalError({ where: "AN", found: "NaN" }));
  const lines = readFileSync(join(folder, "log.jsonl"), "utf8").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { at: "2026-01-01T00:00:00.000Z", event: "note", text: "Set-up: weather" },
    { at: "2026-01-01T00:00:01.000Z", event: "stage", stage: "AN, 50 members", hours: 48 },
    {
      at: "2026-01-01T00:00:02.000Z",
      event: "day",
      stage: "AN, 50 members",
      day: "2016-07-01",
      hoursDone: 24,
      assimilated: 7,
      departurePpm: null,
    },
    { at: "2026-01-01T00:00:03.000Z", event: "stopped", error: "NumericalError", text: "AN: NaN" },
  ]);
  expect(said).toEqual(["Set-up: weather"]);
});
