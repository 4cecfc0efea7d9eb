/** Section of REAS. */
import type { z } from "zod";
import { inventoryKeys, massOf } from "../inventory.js";
import { sectionSchema } from "../section.js";

export const reasSection = sectionSchema("reas", { ...inventoryKeys, mass: massOf("CO2") });
export type ReasSection = z.output<typeof reasSection>;
