/** Section of EDGAR. */
import { z } from "zod";
import { inventoryKeys, massOf } from "../inventory.js";
import { sectionSchema } from "../section.js";

export const edgarSection = sectionSchema("edgar", {
  ...inventoryKeys,
  mass: massOf("CO2"),
  /** Adds carbon of short cycles to that of fossils. */
  biofuel: z.boolean().default(false),
});
export type EdgarSection = z.output<typeof edgarSection>;
