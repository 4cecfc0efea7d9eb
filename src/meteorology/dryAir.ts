/**
 * Dry air of each layer per area: what the meteorology says itself, else (p_below - p_above)(1 - q) / g from surface
 * pressure and the hybrid coordinate.
 */
import { GRAVITY } from "../constants.js";
import { NumericalError } from "../errors.js";
import { cellInWords, type CellPlaces } from "../grids/cellInWords.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { formatTime } from "../time.js";
import type { MoistAir } from "./meteorology.js";

/** @param out [level][row][column], [kg m-2]; overwritten @throws NumericalError where it is not positive */
export function dryBurden(
  vertical: VerticalCoordinate,
  grid: CellPlaces & { readonly cells: number },
  weather: MoistAir,
  out: Float64Array,
): void {
  const { cells } = grid;
  const { a, b, levels } = vertical;
  const { surfacePressure, specificHumidity, dryBurden: given } = weather;
  if (given !== undefined) {
    for (let i = 0; i < levels * cells; i++) {
      if (!(given[i] > 0)) throw noAir(weather, given[i], Math.floor(i / cells), grid, i % cells);
      out[i] = given[i];
    }
    return;
  }
  for (let k = 0; k < levels; k++) {
    const da = (a[k] - a[k + 1]) / GRAVITY;
    const db = (b[k] - b[k + 1]) / GRAVITY;
    for (let c = 0, at = k * cells; c < cells; c++, at++) {
      const mass = (da + db * surfacePressure[c]) * (1 - specificHumidity[at]);
      if (!(mass > 0)) throw noAir(weather, mass, k, grid, c);
      out[at] = mass;
    }
  }
}

function noAir(
  weather: Pick<MoistAir, "time" | "surfacePressure">,
  mass: number,
  level: number,
  grid: CellPlaces,
  cell: number,
): NumericalError {
  return new NumericalError({
    where: `air mass at ${formatTime(weather.time)}, level ${level}, ${cellInWords(grid, cell)}`,
    found: `${mass} kg m-2 of dry air under a surface pressure of ${weather.surfacePressure[cell]} Pa`,
    expected: "a positive mass in every layer",
    remedy: "check surface pressure [Pa] and specific humidity [kg kg-1]",
  });
}
