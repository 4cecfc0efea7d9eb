/** The lines of progress that stand in log files and batch jobs. */
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { drawProgress } from "../../src/cli/progress.js";

it("tells the days of a stage, and what follows it, and whether the time that is left is with that", async () => {
  const stream = new PassThrough();
  const progress = drawProgress(stream as unknown as NodeJS.WriteStream);
  const day = { time: Date.UTC(2016, 0, 2) / 1000, hoursDone: 24 };
  progress.begin("truth", 48, { name: "AN" });
  await progress.hour({ ...day, assimilated: 0, departurePpm: Number.NaN });
  progress.begin("truth", 48, { name: "AN", times: 3 });
  await progress.hour({ ...day, assimilated: 0, departurePpm: Number.NaN });
  progress.begin("AN, 50 members", 48);
  await progress.hour({ ...day, assimilated: 7, departurePpm: 1.5 });
  const [truth, tried, analysis] = String(stream.read()).trimEnd().split("\n");
  expect(truth).toMatch(/^truth: 2016-01-01 done \(1 of 2 days\), \S+ days\/min, .* left, then AN$/);
  expect(tried).toMatch(/ left with AN$/);
  expect(analysis).toMatch(/^AN, 50 members: 2016-01-01 done .* left, 7 observations used, RMS departure 1\.50 ppm$/);
});
