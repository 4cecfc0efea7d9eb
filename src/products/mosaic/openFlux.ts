/** Two inventories as one flux. */
import type { InventoryFlux } from "../../fluxes/inventories/inventoryFlux.js";
import { mosaicFlux, type MosaicFlux } from "../../fluxes/inventories/mosaic.js";
import { provincePolygons } from "../../io/provincePolygons.js";
import { shareOfLand } from "../../regions/provinceRegions.js";
import type { FluxContext } from "../product.js";
import type { InventorySection, MosaicSection } from "./section.js";

export async function openFlux({ region, inside, outside }: MosaicSection, context: FluxContext): Promise<MosaicFlux> {
  const { grid, landFraction } = context;
  const share = shareOfLand(grid, landFraction, provincePolygons(), region);
  const title = region === "china" ? "China" : "mainland China";
  return mosaicFlux(grid, await openOne(inside, context), await openOne(outside, context), { region: title, share });
}

async function openOne(section: InventorySection, context: FluxContext): Promise<InventoryFlux> {
  switch (section.source) {
    case "meic":
      return (await import("../meic/openFlux.js")).openFlux(section, context);
    case "reas":
      return (await import("../reas/openFlux.js")).openFlux(section, context);
    case "edgar":
      return (await import("../edgar/openFlux.js")).openFlux(section, context);
    case "odiac":
      return (await import("../odiac/openFlux.js")).openFlux(section, context);
    case "ceds":
      return (await import("../ceds/openFlux.js")).openFlux(section, context);
  }
}
