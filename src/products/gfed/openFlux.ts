/** Fires of GFED. */
import { gfedFlux, type GfedFlux } from "../../fluxes/sources/gfed.js";
import type { FluxContext } from "../product.js";
import { datesOf } from "../section.js";
import type { GfedSection } from "./section.js";

export function openFlux(
  { dates, ...choice }: GfedSection,
  { grid, landFraction, period }: FluxContext,
): Promise<GfedFlux> {
  return gfedFlux({ ...choice, dates: datesOf(dates) }, { grid, landFraction, period });
}
