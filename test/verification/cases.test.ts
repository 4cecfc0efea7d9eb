/** Cases of `jdas verify` with other weather, mixing and resolutions than the small whole has (verifyTransport.test.ts). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { type Kernels, loadKernels } from "../../src/kernels/load.js";
import { convergence } from "../../src/verification/convergence.js";
import { closedFlowFigure } from "../../src/verification/figure.js";
import type { Finding } from "../../src/verification/finding.js";
import { precision } from "../../src/verification/precision.js";
import { gale, jumping } from "../../src/verification/roughWeather.js";
import { roundTrip } from "../../src/verification/roundTrip.js";
import { chinaGrid, chinaWeather } from "../../src/verification/summer.js";
import { runWeather, weatherFindings } from "../../src/verification/weatherRun.js";

let two: Kernels;
beforeAll(async () => {
  two = await loadKernels(2);
});
afterAll(() => two.close());

/** Sentences of the findings that fail. */
function failures(findings: readonly Finding[]): string[] {
  return findings.filter(({ passed }) => !passed).map((found) => `${found.subject}: ${found.what} ${found.measured}`);
}

const january = Date.UTC(2016, 0, 15) / 1000;
const vertical = verticalPreset("jdas-15");

describe("rough weather", () => {
  const grid = chinaGrid(256e3);
  const calm = chinaWeather(grid, vertical, 3);
  const other = chinaWeather(grid, vertical, 4);

  it("is as rough as it says", () => {
    const { xWind, yWind } = gale(calm, 120).at(january);
    expect(Math.max(...xWind.map(Math.abs), ...yWind.map(Math.abs))).toBeCloseTo(120, 9);
    const jump = jumping(calm, other);
    const before = jump.at(january).surfacePressure.slice();
    const after = jump.at(january + 3600).surfacePressure;
    expect(Math.max(...before.map((pressure, cell) => Math.abs(pressure - after[cell])))).toBeGreaterThan(500);
  });

  it.each(["local", "acm2"] as const)("leaves the transport stable, %s mixing", (mixing) => {
    const jump = jumping(gale(calm, 120), gale(other, 120));
    const run = runWeather(two, grid, vertical, jump, january, 6, mixing);
    expect(run.fastestWind).toBeCloseTo(120, 9);
    expect(run.pressureJump).toBeGreaterThan(500);
    expect(failures(weatherFindings("rough weather", run))).toEqual([]);
  });
});

describe("closed flows", () => {
  it.each(["rotation", "swirl"] as const)("%s: errors and orders", (flow) => {
    const trips = [25, 50, 100].map((n) => roundTrip(two, flow, n));
    const { findings, errors } = convergence(trips);
    expect(findings).toHaveLength(11);
    expect(errors).toHaveLength(6);
    expect(failures(findings)).toEqual([]);
    const picture = closedFlowFigure(trips.slice(0, 1));
    expect(picture).toMatch(/^<svg[\s\S]*<\/svg>\n$/);
    expect(picture).not.toContain("NaN");
    expect(picture.split("After 24 h")).toHaveLength(3);
  });
});

describe("the whole model", () => {
  it.each(["local", "acm2"] as const)("in float32 is its definition in float64, %s mixing", (mixing) => {
    const days: number[] = [];
    expect(failures(precision(two, mixing, 512e3, 24, (day) => days.push(day)))).toEqual([]);
    expect(days).toEqual([1]);
  });
});
