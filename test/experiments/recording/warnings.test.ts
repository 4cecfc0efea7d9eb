import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NumericalError } from "../../../src/errors.js";
import { statements } from "../../../src/evaluation/statements.js";
import { silent } from "../../../src/experiments/progress.js";
import { keepReason, keepWarning, warningsUntil } from "../../../src/experiments/recording/warnings.js";
import { readRunRecord, type RunRecord, writeRunRecord } from "../../../src/runs/recordFile.js";

const DAY = 86400;
const START = Date.UTC(2016, 6, 1) / 1000;
const record: RunRecord = {
  title: "A run",
  remarks: [],
  experiment: "twin",
  configuration: {},
  versions: { program: "test", node: "test" },
  seed: 1,
  inputs: [],
  identity: "0123456789ab",
  started: "2016-07-01T00:00:00Z",
  timings: {},
  counts: {},
  budget: {},
};
const warning = (day: number, guard: "wrong sign" | "spread collapse" = "wrong sign") => ({
  time: START + day * DAY,
  guard,
  message: `seen on day ${day}`,
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openjdas-warnings-"));
  writeRunRecord(folder, record);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("warnings of a run", () => {
  it("are told at once and kept in run.json, in their order", () => {
    const notes: string[] = [];
    for (const day of [2, 3]) keepWarning(folder, warning(day), { ...silent, note: (text) => notes.push(text) });
    expect(notes[0]).toBe("  ! 2016-07-03T00:00Z, wrong sign: seen on day 2");
    expect(readRunRecord(folder)).toEqual({
      ...record,
      warnings: [
        { time: "2016-07-03T00:00Z", guard: "wrong sign", message: "seen on day 2" },
        { time: "2016-07-04T00:00Z", guard: "wrong sign", message: "seen on day 3" },
      ],
    });
  });

  it("are those up to a checkpoint where a run goes on, and none where it begins anew", () => {
    for (const day of [2, 3, 4]) keepWarning(folder, warning(day), silent);
    const earlier = readRunRecord(folder);
    const time = START + 3 * DAY;
    expect(warningsUntil(earlier, { stage: "analysis", time }).map(({ message }) => message)).toEqual([
      "seen on day 2",
      "seen on day 3",
    ]);
    expect(warningsUntil(earlier, undefined)).toEqual([]);
    expect(warningsUntil(undefined, { stage: "analysis", time })).toEqual([]);
  });

  it("are none where the run goes on before its analysis", () => {
    for (const day of [2, 3, 4]) keepWarning(folder, warning(day), silent);
    const picked = { stage: "truth", time: START + 9 * DAY } as const;
    expect(warningsUntil(readRunRecord(folder), picked)).toEqual([]);
  });

  it("stand first in the evaluation, each guard once, with how often and what last", () => {
    for (const day of [2, 3, 4]) keepWarning(folder, warning(day), silent);
    keepWarning(folder, warning(4, "spread collapse"), silent);
    const { warnings } = readRunRecord(folder);
    const said = statements({
      title: "",
      remarks: [],
      period: { start: "", end: "", scoredFrom: "", scoredDays: 1 },
      finished: true,
      twin: false,
      budgets: [],
      ...(warnings && { warnings }),
    });
    expect(said.slice(0, 2)).toEqual([
      "WARNING (wrong sign), on 3 days, last 2016-07-05: seen on day 4",
      "WARNING (spread collapse), on one day 2016-07-05: seen on day 4",
    ]);
  });
});

describe("the reason of a stop", () => {
  it("is kept where numbers are it, and only there", () => {
    keepReason(folder, new Error("a defect"));
    expect(readRunRecord(folder).stopped).toBeUndefined();
    keepReason(folder, new NumericalError({ where: "here", found: "the ensemble has diverged" }));
    expect(readRunRecord(folder).stopped).toBe("here: the ensemble has diverged");
  });
});
