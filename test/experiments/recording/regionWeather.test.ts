import { rmSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { recordWeather } from "../../../src/experiments/recording/regionWeather.js";
import { readRegionWeather } from "../../../src/runs/regionWeatherFile.js";
import { DAY, HOUR, reading, takeHour, temporaryFolder } from "./folder.js";

const folder = temporaryFolder();
afterAll(() => rmSync(folder.path, { recursive: true }));

it("records means of a day over the area of each region, of what is known in every hour", async () => {
  const { cells, area } = folder.grid;
  const share = Float64Array.from({ length: cells }, (_, cell) => (cell === 0 ? 1 : cell === cells - 1 ? 0.5 : 0));
  const regions = [
    { id: "all", title: "All", share: new Float64Array(cells).fill(1) },
    { id: "two", title: "Two cells", share },
  ];
  const recorder = recordWeather(folder, regions);
  const field = (value: number): Float64Array => Float64Array.from({ length: cells }, (_, cell) => value + cell);
  for (let hour = 0; hour < 48; hour++) {
    await takeHour(recorder, {
      time: DAY + hour * HOUR,
      surfaceWeather: {
        temperature: field(280 + hour),
        shortwave: field(hour),
        precipitation: hour === 30 ? undefined : field(1),
      },
    });
  }
  const two = (value: number): number => {
    const [first, last] = [area[0], 0.5 * area[cells - 1]];
    return (first * value + last * (value + cells - 1)) / (first + last);
  };
  const first = await readRegionWeather(folder.path, DAY, ["two", "unknown"]);
  expect(first?.temperature?.[0]).toBeCloseTo(two(291.5), 9);
  expect(first?.shortwave?.[0]).toBeCloseTo(two(11.5), 9);
  expect(first?.precipitation?.[0]).toBeCloseTo(two(1), 9);
  expect(first?.temperature?.[1]).toBeNaN();
  // The second day begins anew, and lacks an hour of rain.
  const second = await readRegionWeather(folder.path, DAY + 86400, ["two"]);
  expect(second?.temperature?.[0]).toBeCloseTo(two(315.5), 9);
  expect(second?.precipitation).toBeUndefined();
  expect(await readRegionWeather(folder.path, DAY + 2 * 86400, ["two"])).toBeUndefined();
  const units = await reading(folder, "region_weather_20160701.nc", (file) =>
    ["air_temperature", "shortwave", "precipitation"].map((name) => file.variable(name).attributes.units),
  );
  expect(units).toEqual(["K", "W m-2", "kg m-2 s-1"]);
});
