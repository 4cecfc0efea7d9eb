/** The named boxes of Kou et al. (2023, section 2.5 and figures 2 and 4), in longitude and latitude. */
import type { RegionGrid } from "./region.js";

export interface Box {
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
export const boxes: readonly Box[] = [
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

/** Whether a place lies in a box; its south and west sides belong to it. */
export function within(box: Box, longitude: number, latitude: number): boolean {
  const east = longitude - 360 * Math.floor((longitude - box.west) / 360);
  return latitude >= box.south && latitude < box.north && east >= box.west && east < box.east;
}

/** Whether the whole outline of a box lies in the domain, tested at 21 points a side. */
export function holds(grid: RegionGrid, { west, east, south, north }: Box): boolean {
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
