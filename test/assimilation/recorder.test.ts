import { describe, expect, it } from "vitest";
import { type HourRecord, type Recorder, recordHour } from "../../src/assimilation/recorder.js";

const DAY = 86400;

describe("a list of recorders", () => {
  it("takes an hour in its order, and then the end of the day, each waiting for the one before", async () => {
    const log: string[] = [];
    const slow = (name: string): Recorder => ({
      async hour({ time }) {
        await Promise.resolve();
        log.push(`${name} ${time}`);
      },
      async endDay(end) {
        await Promise.resolve();
        log.push(`${name} ends ${end}`);
      },
    });
    const recorders = [slow("a"), { hour: () => void log.push("b") }, slow("c")];
    const hour = (time: number): HourRecord => ({ time, end: time + 3600 }) as HourRecord;
    await recordHour(recorders, hour(0));
    await recordHour(recorders, hour(DAY - 3600));
    const [first, last] = ["0", `${DAY - 3600}`];
    expect(log).toEqual([
      `a ${first}`,
      "b",
      `c ${first}`,
      `a ${last}`,
      "b",
      `c ${last}`,
      `a ends ${DAY}`,
      `c ends ${DAY}`,
    ]);
  });
});
