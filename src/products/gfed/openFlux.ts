/** Fires of GFED. */
import { gfedFlux, type GfedFlux } from "../../fluxes/sources/gfed.js";
import type { FluxContext } from "../product.js";
import type { GfedSection } from "./section.js";

export function openFlux(
  { dates, ...choice }: GfedSection,
  { grid, landFraction, period }: FluxContext,
): Promise<GfedFlux> {
  const shift = dates === "as-is" ? undefined : dates;
  return gfedFlux({ ...choice, shift }, { grid, landFraction, period });
}
