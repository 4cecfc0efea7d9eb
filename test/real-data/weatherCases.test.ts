/** Weather files as users of other systems met them: what is read rightly, and what is refused in words. */
import { expect, it } from "vitest";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import type { MeteorologySource } from "../../src/meteorology/meteorology.js";
import { griddedMeteorology } from "../../src/meteorology/sources/gridded.js";
import { describeWithShared, sharedCase } from "../sharedData.js";

const grid = createGrid(longitudeLatitudeGrid("box", 100.5, 25.5, 1, 1, 20, 20));
const vertical = verticalPreset("jdas-15");
const START = Date.UTC(2009, 8, 1) / 1000;

const open = (name: string, ...files: string[]): Promise<MeteorologySource> =>
  griddedMeteorology({
    grid,
    vertical,
    landFraction: new Float64Array(grid.cells).fill(1),
    files: files.map((file) => sharedCase(name, file)),
    dates: { kind: "as-is" },
    boundaryLayer: "source",
  });
/** In the middle of the domain at layers 1, 4, 8, 12 and 15. */
const profile = (field: Float64Array): number[] =>
  [0, 3, 7, 11, 14].map((k) => field[(k * field.length) / vertical.levels + grid.cells / 2 + 10]);
const rounded = (values: readonly number[], digits: number): number[] => values.map((x) => Number(x.toFixed(digits)));

describeWithShared("weather from the field", () => {
  it("levels that the second file lists from the top", async () => {
    const source = await open("levels-reversed-in-second-file", "wa.nc", "wb.nc");
    for (const hours of [12, 36]) {
      expect(rounded(profile(source.at(START + hours * 3600).temperature), 1).slice(0, 4)).toEqual([
        284.9, 284, 278, 256.6,
      ]);
    }
    source.close();
  });

  it("a component of the wind on levels of its own", async () => {
    const source = await open("v-on-other-levels-than-u", "pu.nc", "pvB.nc");
    const { xWind, yWind } = source.at(START);
    expect(rounded(profile(xWind), 2)).toEqual([2, 2.37, 4.72, 9.84, 13.15]);
    // Between other levels v is linear over other stretches of the same profile.
    expect(rounded(profile(yWind), 2)).toEqual([2, 2.38, 4.75, 9.84, 12.99]);
    source.close();
  });

  it("times that one file rounds", async () => {
    const source = await open("times-rounded-in-one-file", "wh.nc", "sp1r.nc");
    expect(profile(source.at(START + 3600).xWind)[0]).toBeCloseTo(4, 2);
    source.close();
  });

  it("times since the year 1", async () => {
    const source = await open("epoch-year-1", "wgr.nc");
    expect(source.coverage.start).toBeCloseTo(START, 0);
    source.close();
  });

  it("times at which the forecast began beside those at which it is valid", async () => {
    const source = await open("cfgrib-reference-time", "wcf.nc");
    expect(profile(source.at(START - 6 * 3600).xWind)[0]).toBeCloseTo(3, 2);
    source.close();
  });

  it("the logarithm of surface pressure on a single level", async () => {
    const source = await open("cdo-model-levels-lnsp", "wcdo.nc");
    expect(source.at(START).surfacePressure.every((ps) => ps > 9e4 && ps < 1.1e5)).toBe(true);
    source.close();
  });

  it("the same instants with other winds in two files are refused, naming both", async () => {
    await expect(open("same-time-in-two-files", "wa.nc", "wd.nc")).rejects.toThrow(
      /wa.nc: variable "u", .*wd.nc: variable "u": other values for the same instant, 2009-09-01T00:00Z/,
    );
  });

  it("nine missing days are named before the run", async () => {
    const source = await open("weather-gap-of-nine-days", "wa.nc", "wg.nc");
    source.check(START, START + 86400);
    expect(() => source.check(START, START + 11 * 86400)).toThrow(
      /no weather between 2009-09-02T00:00Z and 2009-09-11T00:00Z; expected an instant every 6 hours/,
    );
    source.close();
  });

  it("winds between the instants of surface pressure are not left out without a word", async () => {
    await expect(open("hourly-winds-6hourly-surface-pressure", "wh.nc", "sp6.nc")).rejects.toThrow(
      /no surface pressure or logarithm of surface pressure at 2009-09-01T01:00Z, where .*wh.nc has wind/,
    );
  });

  it("a sound file with a filter that is not known is named with the filter and the remedy", async () => {
    const source = await open("lzf-compression", "wlzf.nc");
    expect(() => source.check(START, START + 86400)).toThrow(
      /wlzf.nc, variable "u": values stored with the filter LZF \(32000\), .*`nccopy -d1 FILE OTHER`/,
    );
    source.close();
  });

  it("a boundary-layer height that one file lacks is said not to be used", async () => {
    const source = await open("blh-missing-in-second-file", "wh1.nc", "wh2.nc");
    expect(source.remarks).toContain("boundary-layer height of the files not used: instants of wh2.nc have none");
    source.close();
  });
});
