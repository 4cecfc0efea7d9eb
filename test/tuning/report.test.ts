import { describe, expect, it } from "vitest";
import { profileFigure } from "../../src/tuning/figure.js";
import type { Profile } from "../../src/tuning/profile.js";
import { renderTuning, tunedSection, tuningCsv, tuningJson } from "../../src/tuning/report.js";
import { searchProfile } from "../../src/tuning/profile.js";
import type { TunedSize, Tuning } from "../../src/tuning/tune.js";

const range = { from: Math.log(1 / 8), to: Math.log(8), step: Math.log(1.6) };
const profileOf = (at: number, curvature: number): Promise<Profile | undefined> =>
  searchProfile({ x: 0, logLikelihood: -curvature * at ** 2 }, range, async (x) => -curvature * (x - at) ** 2);

async function tuningOf(): Promise<Tuning> {
  const size = (name: string, unit: string, value: number, factor: number, profile?: Profile): TunedSize => ({
    name,
    shortKey: name,
    unit,
    keys: [["ensemble", name]],
    value,
    taken: value * factor,
    valueAt: (x) => value * Math.exp(x),
    profile,
    gain: factor === 1 ? 0 : 9.17,
  });
  const third = Math.log(1 / 3);
  const before = { values: { "ensemble.told": 0.6 }, logLikelihood: -120.44, chiSquare: 0.66 };
  const after = { values: { "ensemble.told": 0.2 }, logLikelihood: -111.27, chiSquare: 0.97 };
  return {
    title: "A twin",
    windows: [{ start: 1467331200, end: 1467331200 + 864000 }],
    count: 400,
    rejected: 2,
    sizes: [
      size("told", "[ppm]", 0.6, 1 / 3, await profileOf(third, 7.6)),
      size("flat", "", 1, 1, await profileOf(0.4, 0.01)),
      size("left", "[km]", 700, 1),
    ],
    settings: [before, after, { ...before, logLikelihood: -Infinity, chiSquare: Number.NaN }],
    before,
    after,
    section: { ensemble: { told: 0.2 } },
  };
}

describe("the report of a tuning", () => {
  it("says what was found, what the data do not tell and what was not searched, in 80 columns", async () => {
    const text = renderTuning(await tuningOf());
    const [low, high] = [0.5, 0.5].map((fall, i) => 0.2 * Math.exp((2 * i - 1) * Math.sqrt(fall / 7.6)));
    expect(text).toMatch(
      new RegExp(`^told +0.6 +0.2 +${low.toPrecision(3)} .. ${high.toPrecision(3)} +\\S+ .. \\S+ +0.2 +9.2$`, "m"),
    );
    expect(text).toMatch(/^flat +1 +not told +- +- +as it is +0.0$/m);
    expect(text).toMatch(/^left +700 +- +- +- +as it is +0.0$/m);
    expect(text).toContain("log-likelihood -120.4 -> -111.3, chi-square 0.66 -> 0.97");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("gives the section, JSON and CSV", async () => {
    const tuning = await tuningOf();
    expect(tunedSection(tuning)).toBe("ensemble:\n  told: 0.2\n");
    expect(tunedSection({ ...tuning, section: undefined })).toBeUndefined();
    const json = JSON.parse(tuningJson(tuning)) as { sizes: { state: string; interval95: { from?: number } }[] };
    expect(json.sizes.map(({ state }) => state)).toEqual(["told", "not told", "not searched"]);
    expect(json.sizes[0].interval95.from).toBeCloseTo(0.2 * Math.exp(-Math.sqrt(1.92 / 7.6)), 6);
    const lines = tuningCsv(tuning).trim().split("\n");
    expect(new Set(lines.map((line) => line.split(",").length))).toEqual(new Set([12]));
  });
});

describe("profileFigure", () => {
  it("draws a panel for each size that was searched, with labels that do not touch", async () => {
    const svg = profileFigure(await tuningOf());
    expect(svg).toContain(">told<");
    expect(svg).not.toContain(">left<");
    expect(svg).not.toContain("NaN");
    const first = svg.slice(svg.indexOf('<g transform="translate(72'), svg.indexOf(">told<"));
    const ticks = [...first.matchAll(/<text x="([\d.]+)" y="186"/g)].map(([, x]) => Number(x)).sort((a, b) => a - b);
    expect(ticks.length).toBeGreaterThan(2);
    for (let i = 1; i < ticks.length; i++) expect(ticks[i] - ticks[i - 1]).toBeGreaterThan(30);
  });
});
