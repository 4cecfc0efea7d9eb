/** Section of two inventories, one inside a region and one outside. */
import { z } from "zod";
import { chinaRegions } from "../../regions/provinceRegions.js";
import { cedsSection } from "../ceds/section.js";
import { edgarSection } from "../edgar/section.js";
import { meicSection } from "../meic/section.js";
import { odiacSection } from "../odiac/section.js";
import { reasSection } from "../reas/section.js";
import { sectionSchema } from "../section.js";

const inventory = z.discriminatedUnion("source", [meicSection, reasSection, edgarSection, odiacSection, cedsSection]);
export type InventorySection = z.output<typeof inventory>;

export const mosaicSection = sectionSchema("mosaic", {
  region: z.enum(chinaRegions).default("mainland-china"),
  inside: inventory,
  outside: inventory,
});
export type MosaicSection = z.output<typeof mosaicSection>;
