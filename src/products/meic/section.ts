/** Section of MEIC. */
import type { z } from "zod";
import { inventoryKeys, massOf } from "../inventory.js";
import { sectionSchema } from "../section.js";

export const meicSection = sectionSchema("meic", { ...inventoryKeys, mass: massOf("CO2") });
export type MeicSection = z.output<typeof meicSection>;
