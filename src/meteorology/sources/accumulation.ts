/** Quantities that are accumulated over the time before their stamp: of which instant they are, and whether that is known. */
import type { GriddedVariable } from "./griddedVariable.js";

/** Length of the accumulation whose energy per area is divided by it [s]: that of ERA5. */
const ACCUMULATION = 3600;

/**
 * Seconds from the stamp of a value to the instant that it is of: an accumulation over the hour before its stamp is that of
 * the middle of the hour.
 */
export function stampToInstant({ lattice, accumulated }: Pick<GriddedVariable, "lattice" | "accumulated">): number {
  return accumulated && overHours(lattice) ? -ACCUMULATION / 2 : 0;
}

/** Why an accumulation is not used, in words; undefined where it is, and of what is none. */
export function unknownAccumulation({ lattice, accumulated }: GriddedVariable): string | undefined {
  return accumulated && !overHours(lattice)
    ? "the file does not say over how long it is accumulated, for its times are not an hour apart"
    : undefined;
}

/** ERA5 accumulates over the hour before each time, which others (ERA-Interim, forecasts) do not: told by hourly steps, or by its versions. */
function overHours({ file, times }: GriddedVariable["lattice"]): boolean {
  return (
    file.has("expver") ||
    (times.length > 1 && times.every((time, i) => i === 0 || Math.abs(time - times[i - 1] - ACCUMULATION) < 5))
  );
}
