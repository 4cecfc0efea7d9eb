/** What is foretold of made-up trials: time, information, and reasons to refuse. */
import { describe, expect, it } from "vitest";
import { NumericalError, OutputError } from "../../src/errors.js";
import { parseExperiment } from "../../src/config/parse.js";
import { gapsBetween } from "../../src/preflight/coverage.js";
import { expectedInformation } from "../../src/preflight/information.js";
import { bytesInWords, secondsInWords } from "../../src/preflight/inWords.js";
import { checkFreeMemory, refusalsOf, refuse } from "../../src/preflight/refusals.js";
import { stageSeconds } from "../../src/preflight/times.js";

const { plan } = parseExperiment(
  `title: made up
output: unused
period: { start: 2016-07-01, end: 2016-07-11 }
meteorology: { source: synthetic }
background: { source: synthetic }
twin: {}
observations: { source: synthetic, network: towers }
ensemble: { members: 8, lagDays: 2 }
`,
  "made-up.yaml",
);
const LEVELS = 15;
/** Fields that an analysis changes on a day: mole fraction, and three parameters of each day held. */
const fields = (day: number): number => LEVELS + 3 * (Math.min(day, 2) + 1);

/** An hour takes 2 s and an observation 0.01 s a field; a midnight 5 s; a day's end 1 s, with a day of fluxes 4 s more. */
function hoursOf(days: number, perHour: (day: number, hour: number) => number, written: readonly number[]): number[] {
  return Array.from({ length: 24 * days }, (_, i) => {
    const [day, hour] = [Math.floor(i / 24), i % 24];
    const analysis = 0.01 * fields(day) * perHour(day, hour);
    return 2 + analysis + (hour === 0 ? 5 : 0) + (hour === 23 ? 1 + 4 * written[day] : 0);
  });
}

describe("stageSeconds", () => {
  const counts = (day: number, hour: number): number => (hour > 3 && hour < 8 ? hour + day : 0);
  const perDay = Array.from({ length: 10 }, (_, day) => 22 + 4 * day);

  it("is that of a run whose hours are like those of the trial", () => {
    const trial = hoursOf(2, counts, [0, 2]);
    const assimilated = Array.from({ length: 48 }, (_, i) => counts(Math.floor(i / 24), i % 24));
    const stage = { stage: "analysis", label: "AN", setUp: 3, hours: trial, assimilated } as const;
    const whole = hoursOf(10, counts, [0, 1, 1, 1, 1, 1, 1, 1, 1, 2]).reduce((sum, hour) => sum + hour, 3);
    expect(stageSeconds(plan, stage, perDay, LEVELS)).toBeCloseTo(whole, 6);
  });

  it("takes a forward stage's later days for its second, and one day for itself", () => {
    const hours = [...Array<number>(24).fill(2), ...Array<number>(24).fill(1)];
    const stage = { stage: "truth", label: "truth", setUp: 3, hours, assimilated: hours.map(() => 0) } as const;
    expect(stageSeconds(plan, stage, perDay, LEVELS)).toBe(3 + 48 + 9 * 24);
    expect(stageSeconds(plan, { ...stage, hours: hours.slice(0, 24) }, [22], LEVELS)).toBe(3 + 48);
  });
});

describe("expectedInformation", () => {
  const day = (degreesOfFreedom: number, assimilated: number) => ({ degreesOfFreedom, assimilated });

  it("takes later days for the second of the trial", () => {
    const expected = expectedInformation([day(2, 20), day(6, 30)], [10, 10, 40]);
    expect(expected).toEqual({ ofTrial: 8, assimilated: 50, degreesOfFreedom: 0.1 * 10 + 0.2 * 50 });
    expect(expectedInformation([day(0, 0), day(6, 30)], [10, 20]).degreesOfFreedom).toBeCloseTo(6, 12);
  });

  it("does not know what observations tell where there were none", () => {
    expect(expectedInformation([day(0, 0), day(0, 0)], [0, 0, 7]).degreesOfFreedom).toBeNull();
  });
});

describe("gapsBetween", () => {
  it("counts days without observations, and the most in a row", () => {
    const day = (n: number): number => n * 86400;
    const period = { start: day(10), end: day(17) };
    expect(gapsBetween(new Set([11, 15].map(day)), period)).toEqual({ without: 5, longest: 3 });
    expect(gapsBetween(new Set([10, 11, 12, 13, 14, 15, 16].map(day)), period)).toEqual({ without: 0, longest: 0 });
  });
});

describe("refusals", () => {
  const memory = { stage: "analysis", lanes: 8, kernels: 1, parts: {}, process: 3e9, free: 2e9 };
  const disk = { files: [], total: 1e9, most: 4e9, free: 3.5e9 };

  it("name memory and disk, what is there and what is needed", () => {
    const refusals = refusalsOf("runs/a", { memory, disk });
    expect(() => refuse({ refusals })).toThrow(NumericalError);
    expect(() => refuse({ refusals })).toThrow(/memory: 1\.9 GiB free.*expected 2\.8 GiB[^]*runs\/a: 3\.3 GiB free/);
    const roomy = { ...memory, free: 4e9 };
    expect(() => refuse({ refusals: refusalsOf("runs/a", { memory: roomy, disk }) })).toThrow(OutputError);
    expect(() =>
      refuse({ refusals: refusalsOf("runs/a", { memory: roomy, disk: { ...disk, free: 5e9 } }) }),
    ).not.toThrow();
  });

  it("come before the trial where the kernels alone are too large", () => {
    expect(() => checkFreeMemory(3e9, 2e9)).toThrow(NumericalError);
    expect(() => checkFreeMemory(2e9, 3e9)).not.toThrow();
  });
});

describe("words", () => {
  it("tell sizes and durations with their units", () => {
    expect([900, 3e5, 5.4e7, 2.2e9, 5e10].map(bytesInWords)).toEqual([
      "1 KiB",
      "0.3 MiB",
      "51 MiB",
      "2.0 GiB",
      "47 GiB",
    ]);
    expect([4.4, 125, 7500, 400000].map(secondsInWords)).toEqual(["4 s", "2 min 05 s", "2 h 05 min", "4.6 days"]);
  });
});
