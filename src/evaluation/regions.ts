/**
 * Regions of a grid, as the share of each cell that counts [cell] [1]. A cell is land where its land fraction is at
 * least one half, and then counts whole, because its flux is the mean of all of it.
 * - domain, land, ocean;
 * - the named boxes of Kou et al. (2023) that lie wholly in the domain, on land, by cell centre;
 * - R8 and R24: the land in 8 and 24 compact parts of equal area, by bisection across the longest extent; each part
 *   of R8 is three of R24. These are the scales at which flux errors are scored.
 */
import type { Grid } from "../grids/grid.js";
import { bisect } from "./bisection.js";

export interface Region {
  /** Stable name, as files carry it: "land", "north", "R8-1". */
  readonly id: string;
  /** For tables: "North 37-52N 105-135E". */
  readonly title: string;
  /** Share of each cell that counts, [cell], [1]. */
  readonly share: Float64Array;
}

/** What regions need to know of a grid. */
export type RegionGrid = Pick<Grid, "cells" | "longitude" | "latitude" | "area" | "unitVectors" | "cellAt">;

interface Box {
  readonly id: string;
  readonly name: string;
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

const box = (id: string, name: string, south: number, north: number, west: number, east: number): Box => ({
  id,
  name,
  south,
  north,
  west,
  east,
});

/** Degrees north and east. */
const boxes: readonly Box[] = [
  box("west", "West", 28, 48, 85, 104),
  box("north", "North", 37, 52, 105, 135),
  box("central", "Central", 30, 36, 105, 120),
  box("south", "South", 18, 29, 105, 123),
  box("daxinganling", "Daxing'anling", 50, 53, 121, 127),
  box("loess-plateau", "Loess Plateau", 35, 40, 105, 112),
  box("qinling", "Qinling", 32, 34, 104, 115),
  box("guangxi-karst", "Guangxi karst", 22, 25, 106, 111),
  box("wuyi", "Wuyi", 26.5, 28, 117.5, 119),
  box("xishuangbanna", "Xishuangbanna", 21, 22.6, 100, 102),
];

/** Parts of the land at which flux errors are scored; the second splits each part of the first in three. */
export const partitions = [
  { id: "R8", parts: 8 },
  { id: "R24", parts: 24 },
] as const;

/**
 * @param landFraction [cell] [1]
 * @returns every region that has a cell, always in the same order
 */
export function regionMasks(grid: RegionGrid, landFraction: ArrayLike<number>): Region[] {
  const land: number[] = [];
  const ocean: number[] = [];
  for (let cell = 0; cell < grid.cells; cell++) (landFraction[cell] >= 0.5 ? land : ocean).push(cell);
  const region = (id: string, title: string, cells: readonly number[]): Region => {
    const share = new Float64Array(grid.cells);
    for (const cell of cells) share[cell] = 1;
    return { id, title, share };
  };
  const masks = [
    region("domain", "Domain", [...land, ...ocean]),
    region("land", "Land", land),
    region("ocean", "Ocean", ocean),
    ...boxes
      .filter((box) => holds(grid, box))
      .map((box) => {
        const title = `${box.name} ${box.south}-${box.north}N ${box.west}-${box.east}E`;
        return region(
          box.id,
          title,
          land.filter((cell) => within(box, grid.longitude[cell], grid.latitude[cell])),
        );
      }),
  ];
  for (const { id, parts } of partitions) {
    if (land.length < parts) continue;
    bisect(land, grid.area, grid.unitVectors, parts).forEach((cells, index) => {
      masks.push(region(`${id}-${index + 1}`, `${id}, part ${index + 1}`, cells));
    });
  }
  return masks.filter(({ share }) => share.some((value) => value > 0));
}

/**
 * Surface flux summed over each region.
 * @param area [cell] [m2]
 * @param flux [cell] [mol m-2 s-1]
 * @param out  [region] [mol s-1], filled and returned
 */
export function regionTotals(
  regions: readonly Region[],
  area: ArrayLike<number>,
  flux: ArrayLike<number>,
  out = new Float64Array(regions.length),
): Float64Array {
  regions.forEach(({ share }, index) => {
    let total = 0;
    for (let cell = 0; cell < share.length; cell++)
      total += share[cell] === 0 ? 0 : share[cell] * area[cell] * flux[cell];
    out[index] = total;
  });
  return out;
}

/** Area of a region [m2]. */
export function regionArea(region: Region, area: ArrayLike<number>): number {
  return region.share.reduce((sum, share, cell) => sum + share * area[cell], 0);
}

function within(box: Box, longitude: number, latitude: number): boolean {
  const east = longitude - 360 * Math.floor((longitude - box.west) / 360);
  return latitude >= box.south && latitude < box.north && east >= box.west && east < box.east;
}

/** Whether the whole outline of a box lies in the domain, tested at 21 points a side. */
function holds(grid: RegionGrid, { west, east, south, north }: Box): boolean {
  for (let step = 0; step <= 20; step++) {
    const longitude = west + ((east - west) * step) / 20;
    const latitude = south + ((north - south) * step) / 20;
    const outline = [
      [longitude, south],
      [longitude, north],
      [west, latitude],
      [east, latitude],
    ];
    if (outline.some(([lambda, phi]) => grid.cellAt(lambda, phi) < 0)) return false;
  }
  return true;
}
