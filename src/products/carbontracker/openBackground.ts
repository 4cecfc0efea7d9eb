/**
 * CarbonTracker's mole fractions of dry air [micromol mol-1] on 25 (to CT2019B) or 34 layers between boundaries whose
 * pressure [Pa] stands beside them, global (glb3x2) or North American (nam1x1): the total, or the sum of its components.
 */
import { netcdfBackground } from "../../backgrounds/sources/netcdf.js";
import type { Background } from "../../fields/background.js";
import { withComponentTimes } from "../../io/timeComponents.js";
import type { Context } from "../product.js";
import { datesOf } from "../section.js";
import type { CarbonTrackerBackgroundSection } from "./sections.js";

export function openBackground(
  { files, dates }: CarbonTrackerBackgroundSection,
  { grid }: Context,
): Promise<Background> {
  return netcdfBackground(grid, { files, dates: datesOf(dates), view: withComponentTimes });
}
