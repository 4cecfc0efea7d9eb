/** Emissions of ODIAC. */
import type { InventoryFlux } from "../../fluxes/inventories/inventoryFlux.js";
import { odiacInventory } from "../../fluxes/sources/odiac.js";
import { openInventory } from "../inventory.js";
import type { FluxContext } from "../product.js";
import type { OdiacSection } from "./section.js";

export async function openFlux(section: OdiacSection, context: FluxContext): Promise<InventoryFlux> {
  return openInventory(odiacInventory(section), "ODIAC", section, context);
}
