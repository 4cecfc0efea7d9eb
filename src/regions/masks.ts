/**
 * Regions of a grid, as the share of each cell that counts [cell] [1]. A cell is land where its land fraction is at
 * least one half, and then counts whole, because its flux is the mean of all of it.
 * - domain, land, ocean;
 * - the named boxes of Kou et al. (2023) that lie wholly in the domain, on land, by cell centre;
 * - R8 and R24: the land in 8 and 24 compact parts of equal area, by bisection across the longest extent; each part
 *   of R8 is three of R24. These are the scales at which flux errors are scored.
 */
import { bisect } from "./bisection.js";
import { boxes, holds, within } from "./boxes.js";
import type { Region, RegionGrid } from "./region.js";

/** Parts of the land at which flux errors are scored; the second splits each part of the first in three. */
export const partitions = [
  { id: "R8", parts: 8 },
  { id: "R24", parts: 24 },
] as const;

/**
 * @param landFraction [cell] [1]
 * @returns every region that has a cell, always in the same order
 * @example
 * import { createGrid, gridPreset, landFraction, naturalEarthLand, regionMasks } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const regions = regionMasks(grid, landFraction(grid, naturalEarthLand("110m")));
 * regions.filter(({ id }) => id.startsWith("R8-")).length; // => 8
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
