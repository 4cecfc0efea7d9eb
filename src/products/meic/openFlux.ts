/** Emissions of MEIC. */
import type { InventoryFlux } from "../../fluxes/inventories/inventoryFlux.js";
import { meicInventory } from "../../fluxes/sources/meic.js";
import { openInventory } from "../inventory.js";
import type { FluxContext } from "../product.js";
import type { MeicSection } from "./section.js";

export async function openFlux(section: MeicSection, context: FluxContext): Promise<InventoryFlux> {
  return openInventory(meicInventory(section), "MEIC", section, context);
}
