/** Somebody's weather file as a case: an only instant is held steady, several are taken as they are dated. */
import { SECONDS_PER_HOUR } from "../constants.js";
import { landFraction } from "../grids/landFraction.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { naturalEarthLand } from "../io/naturalEarth.js";
import type { MeteorologySource } from "../meteorology/meteorology.js";
import { griddedMeteorology, type WeatherDates } from "../meteorology/sources/gridded.js";
import type { Time } from "../time.js";

export interface WeatherPeriod {
  readonly weather: MeteorologySource;
  /** First whole hour, and how many whole hours there are. */
  readonly start: Time;
  readonly hours: number;
}

/** @throws JdasError where the file is no weather that covers the grid */
export async function openWeatherFile(file: string, grid: Grid, vertical: VerticalCoordinate): Promise<WeatherPeriod> {
  const land = landFraction(grid, naturalEarthLand("110m"));
  const open = (dates: WeatherDates): Promise<MeteorologySource> =>
    griddedMeteorology({ grid, vertical, landFraction: land, files: [file], dates, boundaryLayer: "diurnal" });
  const dated = await open({ kind: "as-is" });
  const { start, end } = dated.coverage;
  if (start < end) {
    const first = Math.ceil(start / SECONDS_PER_HOUR) * SECONDS_PER_HOUR;
    return { weather: dated, start: first, hours: Math.floor((end - first) / SECONDS_PER_HOUR) };
  }
  dated.close();
  return { weather: await open({ kind: "held-steady" }), start: 0, hours: Infinity };
}
