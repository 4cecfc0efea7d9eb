/** Section of CEDS. */
import type { z } from "zod";
import { inventoryKeys, massOf } from "../inventory.js";
import { sectionSchema } from "../section.js";

export const cedsSection = sectionSchema("ceds", { ...inventoryKeys, mass: massOf("CO2") });
export type CedsSection = z.output<typeof cedsSection>;
