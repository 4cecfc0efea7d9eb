/** Section of ODIAC. */
import type { z } from "zod";
import { inventoryKeys, massOf } from "../inventory.js";
import { sectionSchema } from "../section.js";

export const odiacSection = sectionSchema("odiac", { ...inventoryKeys, mass: massOf("carbon") });
export type OdiacSection = z.output<typeof odiacSection>;
