/** Emissions of REAS. */
import type { InventoryFlux } from "../../fluxes/inventories/inventoryFlux.js";
import { reasInventory } from "../../fluxes/sources/reas.js";
import { openInventory } from "../inventory.js";
import type { FluxContext } from "../product.js";
import type { ReasSection } from "./section.js";

export async function openFlux(section: ReasSection, context: FluxContext): Promise<InventoryFlux> {
  return openInventory(reasInventory(section), "REAS", section, context);
}
