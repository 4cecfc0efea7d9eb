/** The whole verification, made small, and with weather files where those are at hand. */
import { expect, it } from "vitest";
import { InputError } from "../../src/errors.js";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { loadKernels } from "../../src/kernels/load.js";
import { chinaGrid } from "../../src/verification/summer.js";
import {
  longExtent,
  quickExtent,
  type VerificationExtent,
  verifyTransport,
} from "../../src/verification/verifyTransport.js";
import { openWeatherFile } from "../../src/verification/weatherFile.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const tiny: VerificationExtent = {
  weather: { spacing: 256e3, hours: 2 },
  resolutions: [25, 50],
  precision: { spacing: 512e3, hours: 2 },
  threads: { spacing: 512e3, hours: 2 },
};

it("holds every case once, and all of them keep their bounds", async () => {
  const heard: string[] = [];
  const { findings, errors, pictures } = await verifyTransport({
    extent: tiny,
    loadKernels,
    weatherFiles: [],
    progress: (text) => heard.push(text),
  });
  const subjects = [...new Set(findings.map(({ subject }) => subject))];
  expect(subjects).toHaveLength(3 + 5 + 2 + 4 + 1 + 2);
  expect(new Set(findings.map(({ subject, what }) => `${subject}: ${what}`)).size).toBe(findings.length);
  expect(findings.filter(({ passed }) => !passed)).toEqual([]);
  expect(errors).toHaveLength(2 * 2 * 2 + 32);
  expect(pictures.map(({ flow, grid }) => [flow, grid.columns])).toEqual([
    ["rotation", 50],
    ["swirl", 50],
  ]);
  expect(heard.length).toBeGreaterThan(10);
});

it("has extents whose closed flows hold the resolution that has bounds", () => {
  for (const { resolutions } of [quickExtent, longExtent]) expect(resolutions).toContain(100);
  expect(longExtent.precision.hours).toBe(720);
});

it("says which weather file cannot be read, and closes its kernels", async () => {
  let open = 0;
  const counting = async (threads: number): ReturnType<typeof loadKernels> => {
    const kernels = await loadKernels(threads);
    open++;
    return {
      ...kernels,
      close: () => {
        open--;
        return kernels.close();
      },
    };
  };
  const setup = { extent: tiny, loadKernels: counting, weatherFiles: ["no/such/weather.nc"], progress: () => {} };
  await expect(verifyTransport(setup)).rejects.toThrow(InputError);
  expect(open).toBe(0);
});

describeWithShared("weather files", () => {
  it.each([
    ["an only instant, held steady", sharedData("gfs", "gfs_2p5_20111011T00.nc"), true],
    ["a month as it is dated", sharedData("weather", "speedy_t30_eastasia_201607.nc"), false],
  ])("%s", async (_, file, steady) => {
    const period = await openWeatherFile(file, chinaGrid(512e3), verticalPreset("jdas-15"));
    try {
      expect(period.hours).toBeGreaterThan(24);
      expect(Number.isFinite(period.hours)).toBe(!steady);
      expect(period.start % 3600).toBe(0);
      expect(() => period.weather.check(period.start, period.start + 3600)).not.toThrow();
    } finally {
      period.weather.close();
    }
  });
});
