/**
 * Somebody's weather files as a case, opened as the product that each is of. Files of a product on its own grid and layers
 * (WRF, MCIP) are one weather together; any other comes to the grid given, an only instant held steady, several as they are
 * dated.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { createGrid, type Grid } from "../grids/grid.js";
import { landFraction } from "../grids/landFraction.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { naturalEarthLand } from "../io/naturalEarth.js";
import { lookAt } from "../io/fileLooks.js";
import { openFiles } from "../io/openNetcdf.js";
import type { MeteorologySource } from "../meteorology/meteorology.js";
import { openRole } from "../products/openRole.js";
import type { Context, OwnDomain } from "../products/product.js";
import { recogniseFile, roleOf, standardRegistry } from "../products/registry.js";
import type { Section } from "../products/section.js";
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
  /** Name of their product. */
  readonly source: string;
  readonly files: readonly string[];
}

/** What a file is taken for that no product knows: that one says what is missing. */
const PLAIN = "gridded";

/** Those on their own grid first. @throws InputError where a file is unreadable */
export async function weatherSets(files: readonly string[]): Promise<WeatherSet[]> {
  const open = await openFiles(files, lookAt);
  const sources = open.map((file) => {
    const weather = recogniseFile(standardRegistry, file).find(({ roles }) => roles.meteorology !== undefined);
    return weather?.name ?? PLAIN;
  });
  for (const file of open) file.close();
  const whole = [...new Set(sources)].filter(comesOnItsOwn);
  return [
    ...whole.map((source) => ({ source, files: files.filter((_, i) => sources[i] === source) })),
    ...files.flatMap((file, i) => (comesOnItsOwn(sources[i]) ? [] : [{ source: sources[i], files: [file] }])),
  ];
}

/**
 * @param grid, vertical where the files leave them open @param hours to be run at most where they do
 * @throws JdasError where the files are no weather that covers the grid
 */
export async function openWeather(
  set: WeatherSet,
  grid: Grid,
  vertical: VerticalCoordinate,
  hours: number,
): Promise<WeatherCase> {
  const section = sectionOf(set, {});
  const domain = await openRole(standardRegistry, "meteorology", section, async (role) =>
    role.domain.brings === "grid and layers" ? (await role.domain.open())(section) : undefined,
  );
  return domain === undefined ? openOn(set, grid, vertical, hours) : openOnItsOwn(set, domain);
}

function comesOnItsOwn(source: string): boolean {
  return roleOf(standardRegistry, "meteorology", source).domain.brings === "grid and layers";
}

/** @param wanted settings, of which those are left out that the product does not have */
function sectionOf({ source, files }: WeatherSet, wanted: Readonly<Record<string, string>>): Section {
  const { schema } = roleOf(standardRegistry, "meteorology", source);
  const known = Object.entries(wanted).filter(([key]) => key in schema.shape);
  return { ...schema.parse({ source, files, ...Object.fromEntries(known) }), source };
}

function openSection(section: Section, grid: Grid, vertical: VerticalCoordinate): Promise<MeteorologySource> {
  const context: Context = {
    grid,
    vertical,
    get landFraction() {
      return landFraction(grid, naturalEarthLand("110m"));
    },
    period: { start: -Infinity, end: Infinity },
    seed: 1,
  };
  return openRole(standardRegistry, "meteorology", section, async (role) => (await role.open())(section, context));
}

async function openOnItsOwn(set: WeatherSet, domain: OwnDomain): Promise<WeatherCase> {
  const grid = createGrid(domain.grid);
  const { vertical } = domain;
  const weather = await openSection(sectionOf(set, {}), grid, vertical);
  const { start, end } = weather.coverage;
  const velocity = await openMcipVerticalFlux(set.files, grid, vertical, weather.coverage);
  const name = `${weather.title}, ${vertical.levels} layers`;
  return { name, grid, vertical, weather, start, hours: Math.floor((end - start) / SECONDS_PER_HOUR), velocity };
}

async function openOn(set: WeatherSet, grid: Grid, vertical: VerticalCoordinate, hours: number): Promise<WeatherCase> {
  const { files } = set;
  const open = (dates: string): Promise<MeteorologySource> =>
    openSection(sectionOf(set, { dates, boundaryLayer: "diurnal" }), grid, vertical);
  const name = files.map((file) => file.slice(file.lastIndexOf("/") + 1)).join(", ");
  const dated = await open("as-is");
  if (dated.coverage.start < dated.coverage.end) {
    const start = Math.ceil(dated.coverage.start / SECONDS_PER_HOUR) * SECONDS_PER_HOUR;
    const length = Math.min(hours, Math.floor((dated.coverage.end - start) / SECONDS_PER_HOUR));
    const run = { start: dated.coverage.start, end: start + SECONDS_PER_HOUR * length };
    const velocity = await openPressureVelocity(files, grid, vertical, run, false);
    return { name, grid, vertical, weather: dated, start, hours: length, velocity };
  }
  dated.close();
  const weather = await open("held-steady");
  const velocity = await openPressureVelocity(files, grid, vertical, weather.coverage, true);
  return { name, grid, vertical, weather, start: 0, hours, velocity };
}
