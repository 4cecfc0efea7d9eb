/** Emissions of CEDS. */
import type { InventoryFlux } from "../../fluxes/inventories/inventoryFlux.js";
import { cedsInventory } from "../../fluxes/sources/ceds.js";
import { openInventory } from "../inventory.js";
import type { FluxContext } from "../product.js";
import type { CedsSection } from "./section.js";

export async function openFlux(section: CedsSection, context: FluxContext): Promise<InventoryFlux> {
  return openInventory(await cedsInventory(section), "CEDS", section, context);
}
