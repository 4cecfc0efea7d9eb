/** Inventories written by the script beside this file, and how a test opens one. */
import { readFileSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SECONDS_PER_YEAR } from "../../../src/constants.js";
import { createGrid, gridPreset } from "../../../src/grids/grid.js";
import { landFraction } from "../../../src/grids/landFraction.js";
import { naturalEarthLand } from "../../../src/io/naturalEarth.js";
import { parseTime } from "../../../src/time.js";
import { python } from "../../io/tools.js";

const SCRIPT = readFileSync(new URL("inventoryFixtures.py", import.meta.url), "utf8");

export const grid = createGrid(gridPreset("china-64km"));
export const land = landFraction(grid, naturalEarthLand("110m"));

/** @returns a new folder with the files of an inventory, and what they hold */
export function writeInventory<T>(name: string): { readonly folder: string; readonly totals: T } {
  const folder = mkdtempSync(join(tmpdir(), `openjdas-${name}-`));
  return { folder, totals: python<T>(SCRIPT, name, folder) };
}

export function context(start: string, end: string, component: "fossil" | "fire" = "fossil") {
  const period = { start: parseTime(start)!, end: parseTime(end)! };
  return { grid, landFraction: land, period, component, seed: 1, vertical: undefined as never };
}

/** @param flux [mol m-2 s-1] @returns [mol s-1] */
export function overGrid(flux: Float64Array): number {
  return flux.reduce((sum, value, cell) => sum + value * grid.area[cell], 0);
}

/** @param rate [mol s-1] @returns [Tg CO2 yr-1] */
export function teragrams(rate: number): number {
  return rate * 44.009e-3 * SECONDS_PER_YEAR * 1e-9;
}

/** The first number of Tg CO2 yr-1 that a sentence has after some words. */
export function saidAfter(words: string, remarks: readonly string[]): number {
  const match = new RegExp(`${words}\\D*?([\\d.e+-]+) Tg CO2 yr-1`).exec(remarks.join("\n"));
  return match === null ? Number.NaN : Number(match[1]);
}
