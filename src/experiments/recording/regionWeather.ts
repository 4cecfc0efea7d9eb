/** The weather near the ground, mean of each day over the area of each region. One small file a day. */
import type { Recorder } from "../../assimilation/recorder.js";
import { SECONDS_PER_DAY } from "../../constants.js";
import { type Region, regionArea, regionTotals } from "../../regions/region.js";
import { weatherQuantities, writeRegionWeather } from "../../runs/regionWeatherFile.js";
import type { RunFolder } from "../../runs/runFolder.js";

/** What is not known in every hour of a day is left out. */
export function recordWeather(folder: RunFolder, regions: readonly Region[]): Recorder {
  const { area, cells } = folder.grid;
  const areas = regions.map((region) => regionArea(region, area));
  const sums = weatherQuantities.map((quantity) => ({ quantity, hours: 0, sum: new Float64Array(cells) }));
  let hours = 0;
  return {
    hour({ surfaceWeather }) {
      hours++;
      for (const entry of sums) {
        const field = surfaceWeather[entry.quantity];
        if (field === undefined) continue;
        entry.hours++;
        for (let cell = 0; cell < cells; cell++) entry.sum[cell] += field[cell];
      }
    },
    async endDay(end) {
      const means = sums
        .filter((entry) => entry.hours === hours)
        .map(({ quantity, sum }) => {
          const totals = regionTotals(regions, area, sum);
          return [quantity, totals.map((total, r) => total / areas[r] / hours)] as const;
        });
      await writeRegionWeather(folder, end - SECONDS_PER_DAY, regions, Object.fromEntries(means));
      for (const entry of sums) {
        entry.hours = 0;
        entry.sum.fill(0);
      }
      hours = 0;
    },
  };
}
