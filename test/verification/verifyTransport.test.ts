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
import { openWeather, weatherSets } from "../../src/verification/weatherFile.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const tiny: VerificationExtent = {
  weather: { spacing: 256e3, hours: 2 },
  resolutions: [25, 50],
  precision: { spacing: 512e3, hours: 2 },
  threads: { spacing: 512e3, hours: 2 },
};

it("holds every case once, and all of them keep their bounds", async () => {
  const heard: string[] = [];
  const { findings, errors, verticalVelocity, pictures } = await verifyTransport({
    extent: tiny,
    loadKernels,
    weatherFiles: [],
    progress: (text) => heard.push(text),
  });
  const subjects = [...new Set(findings.map(({ subject }) => subject))];
  expect(subjects).toHaveLength(3 + 5 + 2 + 4 + 1 + 2);
  expect(new Set(findings.map(({ subject, what }) => `${subject}: ${what}`)).size).toBe(findings.length);
  expect(findings.filter(({ passed }) => !passed)).toEqual([]);
  expect(verticalVelocity).toEqual([]);
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
  const gfs = sharedData("gfs", "gfs_2p5_20111011T00.nc");
  const speedy = sharedData("weather", "speedy_t30_eastasia_201607.nc");
  const mcip = ["METCRO3D", "METDOT3D", "METCRO2D", "GRIDCRO2D"].map((kind) =>
    sharedData("mcip", `${kind}_au-test_v1`),
  );

  it("are one by one, but for those of MCIP", async () => {
    expect(await weatherSets([mcip[0], gfs, mcip[1], speedy])).toEqual([
      { source: "mcip", files: mcip.slice(0, 2) },
      { source: "gridded", files: [gfs] },
      { source: "gridded", files: [speedy] },
    ]);
  });

  it.each([
    ["an only instant, held steady", "gridded", [gfs], 1000, 15, "w"],
    ["a month as it is dated", "gridded", [speedy], 32 * 24, 15, undefined],
    ["MCIP's day on its own layers", "mcip", mcip, 24, 32, "WHAT_JD"],
  ] as const)("%s", async (_, source, files, hours, levels, velocity) => {
    const opened = await openWeather({ source, files }, chinaGrid(512e3), verticalPreset("jdas-15"), 1000);
    try {
      expect([opened.hours, opened.vertical.levels, opened.velocity?.name]).toEqual([hours, levels, velocity]);
      expect(opened.start % 3600).toBe(0);
      expect(() => opened.weather.check(opened.start, opened.start + 3600)).not.toThrow();
    } finally {
      opened.weather.close();
      opened.velocity?.close();
    }
  });
});
