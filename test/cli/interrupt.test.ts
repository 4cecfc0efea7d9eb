import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Interruption, interruptible } from "../../src/cli/interrupt.js";
import { type HourReport, type Progress, silent } from "../../src/experiments/progress.js";

const report: HourReport = { time: 0, hoursDone: 1, assimilated: 0, departurePpm: Number.NaN };

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Those of the test runner, which would end it. */
const others = new Set(SIGNALS.flatMap((signal) => process.listeners(signal)));

/** As if the signal had come to those that listen for it now. */
function send(signal: NodeJS.Signals): void {
  for (const listener of process.listeners(signal)) if (!others.has(listener)) listener(signal);
}

async function interruption(work: (progress: Progress) => Promise<unknown>): Promise<Interruption> {
  const outcome = await interruptible(silent, work).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Interruption);
  expect(SIGNALS.flatMap((signal) => process.listeners(signal)).filter((own) => !others.has(own))).toEqual([]);
  return outcome as Interruption;
}

describe("a signal", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s in a stage ends it after the hour that is computed", async (signal, code) => {
    let hours = 0;
    const { exitCode } = await interruption(async (progress) => {
      progress.begin("AN", 24);
      for (hours = 1; hours <= 24; hours++) {
        if (hours === 5) send(signal);
        await setImmediate();
        await progress.hour(report);
      }
    });
    expect(exitCode).toBe(code);
    expect(hours).toBe(5);
  });

  it("in the last hour of a stage ends what comes after it", async () => {
    const { exitCode } = await interruption(async (progress) => {
      progress.begin("AN", 1);
      send("SIGTERM");
      progress.end();
      await new Promise(() => {});
    });
    expect(exitCode).toBe(143);
  });

  it("outside a stage, in set-up or evaluation, ends the work at once", async () => {
    const { exitCode } = await interruption(async (progress) => {
      progress.note("Set-up: weather");
      send("SIGHUP");
      await new Promise(() => {});
    });
    expect(exitCode).toBe(129);
  });

  it("that never comes changes nothing", async () => {
    await expect(interruptible(silent, async () => 7)).resolves.toBe(7);
    await expect(interruptible(silent, () => Promise.reject(new Error("its own")))).rejects.toThrow("its own");
  });
});
