/**
 * Somebody's weather files as a case. Gridded weather comes to the grid given, an only instant held steady, several as
 * they are dated; the files of MCIP are one weather on their own grid and layers.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { createGrid, type Grid } from "../grids/grid.js";
import { landFraction } from "../grids/landFraction.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { naturalEarthLand } from "../io/naturalEarth.js";
import { openNetcdfFiles } from "../io/openNetcdf.js";
import type { MeteorologySource } from "../meteorology/meteorology.js";
import { griddedMeteorology, type WeatherDates } from "../meteorology/sources/gridded.js";
import { mcipDomain, mcipMeteorology } from "../meteorology/sources/mcip.js";
import type { Time } from "../time.js";
import { openMcipVerticalFlux } from "./mcipVerticalFlux.js";
import { openPressureVelocity } from "./pressureVelocity.js";
import type { KnownVerticalVelocity } from "./verticalVelocity.js";

export interface WeatherCase {
  readonly name: string;
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  readonly weather: MeteorologySource;
  /** First whole hour, and how many whole hours are to be run. */
  readonly start: Time;
  readonly hours: number;
  /** What the files say of vertical motion; undefined where they say nothing. */
  readonly velocity: KnownVerticalVelocity | undefined;
}

/** Files that are one weather together. */
export interface WeatherSet {
  readonly kind: "mcip" | "gridded";
  readonly files: readonly string[];
}

/** All files of MCIP are one weather, every other file is one by itself. @throws InputError where one is unreadable */
export async function weatherSets(files: readonly string[]): Promise<WeatherSet[]> {
  const open = await openNetcdfFiles(files);
  const mcip = files.filter((_, i) => "VGLVLS" in open[i].attributes);
  for (const file of open) file.close();
  const others = files
    .filter((file) => !mcip.includes(file))
    .map((file) => ({ kind: "gridded", files: [file] }) as const);
  return mcip.length === 0 ? others : [{ kind: "mcip", files: mcip }, ...others];
}

/**
 * @param grid, vertical where the files leave them open @param hours to be run at most where they do
 * @throws JdasError where the files are no weather that covers the grid
 */
export async function openWeather(
  { kind, files }: WeatherSet,
  grid: Grid,
  vertical: VerticalCoordinate,
  hours: number,
): Promise<WeatherCase> {
  switch (kind) {
    case "mcip":
      return openMcip(files);
    case "gridded":
      return openGridded(files, grid, vertical, hours);
  }
}

async function openMcip(files: readonly string[]): Promise<WeatherCase> {
  const domain = await mcipDomain(files);
  const grid = createGrid(domain.grid);
  const { vertical } = domain;
  const weather = await mcipMeteorology(files);
  const { start, end } = weather.coverage;
  const velocity = await openMcipVerticalFlux(files, grid, vertical, weather.coverage);
  const name = `${weather.title}, ${vertical.levels} layers`;
  return { name, grid, vertical, weather, start, hours: Math.floor((end - start) / SECONDS_PER_HOUR), velocity };
}

async function openGridded(
  files: readonly string[],
  grid: Grid,
  vertical: VerticalCoordinate,
  hours: number,
): Promise<WeatherCase> {
  const land = landFraction(grid, naturalEarthLand("110m"));
  const open = (dates: WeatherDates): Promise<MeteorologySource> =>
    griddedMeteorology({ grid, vertical, landFraction: land, files, dates, boundaryLayer: "diurnal" });
  const name = files.map((file) => file.slice(file.lastIndexOf("/") + 1)).join(", ");
  const dated = await open({ kind: "as-is" });
  if (dated.coverage.start < dated.coverage.end) {
    const start = Math.ceil(dated.coverage.start / SECONDS_PER_HOUR) * SECONDS_PER_HOUR;
    const length = Math.min(hours, Math.floor((dated.coverage.end - start) / SECONDS_PER_HOUR));
    const run = { start: dated.coverage.start, end: start + SECONDS_PER_HOUR * length };
    const velocity = await openPressureVelocity(files, grid, vertical, run, false);
    return { name, grid, vertical, weather: dated, start, hours: length, velocity };
  }
  dated.close();
  const weather = await open({ kind: "held-steady" });
  const velocity = await openPressureVelocity(files, grid, vertical, weather.coverage, true);
  return { name, grid, vertical, weather, start: 0, hours, velocity };
}
