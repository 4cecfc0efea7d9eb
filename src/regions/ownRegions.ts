/**
 * Regions that a user gives, as regions of a grid: names that are free, and what the grid has of each. Where regions
 * share cells they overlap by at least sum_c max(0, s_ac + s_bc - 1) A_c, the area that does not fit into a cell side by side.
 */
import { ConfigError, type Fault } from "../errors.js";
import type { Grid } from "../grids/grid.js";
import { kindOf } from "./kinds.js";
import { type Region, regionArea, titleOfPart } from "./region.js";

/** A region as somebody drew it. */
export interface DrawnRegion {
  readonly name: string;
  /** Where it was read from, for messages. */
  readonly where: string;
  /** Area of all of it, in the grid or beyond [m2]. */
  readonly area: number;
  /** Share of each cell that it covers, [row][column] [1], up to round-off. */
  readonly share: Float64Array;
}

export interface OwnRegions {
  /** Those with a cell in the grid, in the order in which they were given. */
  readonly regions: readonly Region[];
  /** Names of those without. */
  readonly outside: readonly string[];
}

/** Shares of a cell below it are round-off. */
const SLIVER = 1e-6;
/** Share of a region, of the smaller of two, from which on what counts twice is told. */
const TOLD = 1e-3;

/** @throws ConfigError where a name is taken, a share is none, or no region has a cell in the grid */
export function ownRegions(grid: Grid, drawn: readonly DrawnRegion[]): OwnRegions {
  const faults = drawn.flatMap((region, i) => [...nameFaults(region, drawn.slice(0, i)), ...shareFaults(region, grid)]);
  const regions = drawn.flatMap(({ name, share, area }): Region[] => {
    const cleaned = share.map((value) => (value < SLIVER ? 0 : Math.min(1, value)));
    const region = { id: name, title: name, share: cleaned };
    const inside = regionArea(region, grid.area);
    return inside > 0 ? [{ ...region, title: titleOfPart(name, inside / area) }] : [];
  });
  const outside = drawn.map(({ name }) => name).filter((name) => !regions.some(({ id }) => id === name));
  if (faults.length === 0 && drawn.length > 0 && regions.length === 0) {
    faults.push({
      where: `grid "${grid.name}"`,
      found: `no cell of ${drawn.length === 1 ? `the region "${drawn[0].name}"` : `any of the ${drawn.length} regions`}`,
      expected: "regions that lie in the domain, at least one",
      remedy: "check longitudes and latitudes, and which comes first",
    });
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return { regions, outside };
}

function nameFaults({ name, where }: DrawnRegion, earlier: readonly DrawnRegion[]): Fault[] {
  const remedy = "rename one of them: totals are told apart by name";
  const same = earlier.find((other) => other.name === name);
  if (same !== undefined) {
    const place = same.where === where ? "in the same file" : `in ${same.where}`;
    return [{ where, found: `a second region "${name}", as ${place}`, expected: "each name once", remedy }];
  }
  if (kindOf(name.toLowerCase()) === "own") return [];
  return [{ where, found: `a region "${name}", which the program itself has`, expected: "another name", remedy }];
}

/** Outlines whose parts lie over each other, or holes outside them, have shares that no cell can have. */
function shareFaults({ name, where, share }: DrawnRegion, { area, longitude, latitude }: Grid): Fault[] {
  const excess = share.map((value, cell) => area[cell] * Math.max(0, value - 1, -value));
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  if (sum(excess) <= TOLD * sum(share.map((value, cell) => area[cell] * Math.abs(value)))) return [];
  const cell = excess.indexOf(Math.max(...excess));
  return [
    {
      where: `${where}: region "${name}"`,
      found: `${(100 * share[cell]).toFixed(1)} % of the cell at ${longitude[cell].toFixed(2)} E ${latitude[cell].toFixed(2)} N`,
      expected: "0 to 100 %: polygons that do not lie over each other, holes within them",
      remedy: "mend it, for example with the tool for valid geometries of a GIS",
    },
  ];
}

/** @returns a sentence for the pairs that overlap, largest first; none where none does */
export function overlapsInWords(regions: readonly Region[], area: ArrayLike<number>): string[] {
  const pairs = regions.flatMap((one, i) =>
    regions.slice(i + 1).flatMap((other) => {
      const shared = sharedArea(one, other, area);
      const smaller = Math.min(regionArea(one, area), regionArea(other, area));
      return shared > TOLD * smaller ? [{ ids: [one.id, other.id], shared, part: shared / smaller }] : [];
    }),
  );
  if (pairs.length === 0) return [];
  const shown = pairs.toSorted((a, b) => b.shared - a.shared).slice(0, 3);
  const words = shown.map(
    ({ ids, shared, part }) =>
      `${ids[0]} and ${ids[1]} (${Number((shared / 1e6).toPrecision(2))} km2, ${percent(part)} of the smaller)`,
  );
  const more = pairs.length > shown.length ? ` and ${pairs.length - shown.length} more pairs` : "";
  return [`Regions that overlap, whose totals are not to be added: ${words.join(", ")}${more}.`];
}

function sharedArea({ share: one }: Region, { share: other }: Region, area: ArrayLike<number>): number {
  let sum = 0;
  for (let cell = 0; cell < one.length; cell++) sum += Math.max(0, one[cell] + other[cell] - 1) * area[cell];
  return sum;
}

function percent(part: number): string {
  return part < 0.01 ? "less than 1 %" : `${Math.round(100 * part)} %`;
}
