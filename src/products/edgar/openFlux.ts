/** Emissions of EDGAR. */
import type { InventoryFlux } from "../../fluxes/inventories/inventoryFlux.js";
import { edgarInventory } from "../../fluxes/sources/edgar.js";
import { openInventory } from "../inventory.js";
import type { FluxContext } from "../product.js";
import type { EdgarSection } from "./section.js";

export async function openFlux(section: EdgarSection, context: FluxContext): Promise<InventoryFlux> {
  return openInventory(edgarInventory(section), "EDGAR", section, context);
}
