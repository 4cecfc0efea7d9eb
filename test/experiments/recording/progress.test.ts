import { describe, expect, it } from "vitest";
import type { HourRecord } from "../../../src/assimilation/recorder.js";
import { type HourReport, silent } from "../../../src/experiments/progress.js";
import { recordProgress } from "../../../src/experiments/recording/progress.js";
import type { AnalysisDiagnostic } from "../../../src/filters/analyser.js";

const HOUR = 3600;
const DAY = 24 * HOUR;

const hour = (end: number, ...ppm: number[]): HourRecord =>
  ({
    time: end - HOUR,
    end,
    diagnostics: ppm.map((value) => ({ departure: value * 1e-6 }) as AnalysisDiagnostic),
  }) as unknown as HourRecord;

const repeat = (length: number, ppm: number): number[] => Array.from({ length }, () => ppm);

function listener(start: number) {
  const told: HourReport[] = [];
  const recorder = recordProgress({ ...silent, hour: (report) => void told.push(report) }, start);
  return { told, recorder };
}

describe("the progress of a stage", () => {
  it("tells the end of the hour, hours done and observations assimilated", async () => {
    const { told, recorder } = listener(2 * HOUR);
    await recorder.hour?.(hour(3 * HOUR));
    expect(told[0]).toEqual({ time: 3 * HOUR, hoursDone: 1, assimilated: 0, departurePpm: Number.NaN });
    await recorder.hour?.(hour(4 * HOUR, 3, -4));
    const { departurePpm, ...second } = told[1];
    expect(second).toEqual({ time: 4 * HOUR, hoursDone: 2, assimilated: 2 });
    expect(departurePpm).toBeCloseTo(Math.sqrt(12.5), 12);
    await recorder.hour?.(hour(5 * HOUR));
    expect(told[2].departurePpm).toBe(departurePpm);
  });

  it("tells the last hour of a day once the day has ended", async () => {
    const { told, recorder } = listener(0);
    await recorder.hour?.(hour(DAY, 2));
    expect(told).toEqual([]);
    await recorder.endDay?.(DAY);
    expect(told).toEqual([{ time: DAY, hoursDone: 24, assimilated: 1, departurePpm: expect.closeTo(2, 12) as number }]);
  });

  it("takes the root mean square over the last 50 observations, across hours and a resumption", async () => {
    const { recorder } = listener(0);
    await recorder.hour?.(hour(HOUR, ...repeat(30, 9)));
    await recorder.hour?.(hour(2 * HOUR, ...repeat(30, 1)));
    const { told, recorder: resumed } = listener(0);
    resumed.resume(recorder.save());
    await resumed.hour?.(hour(3 * HOUR));
    // 20 of the nines are left
    expect(told[0].departurePpm).toBeCloseTo(Math.sqrt((20 * 81 + 30) / 50), 12);
    await resumed.hour?.(hour(4 * HOUR, ...repeat(60, 2)));
    expect(told[1].departurePpm).toBeCloseTo(2, 12);
    expect(told[1].assimilated).toBe(120);
  });
});
