/** Weather of MCIP, and the grid and layers that it comes on. */
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { mcipDomain, mcipMeteorology } from "../../meteorology/sources/mcip.js";
import type { OwnDomain } from "../product.js";
import { shiftOf } from "../section.js";
import type { McipSection } from "./section.js";

export function openWeather({ files, dates }: McipSection): Promise<MeteorologySource> {
  return mcipMeteorology(files, shiftOf(dates));
}

export function openDomain({ files }: McipSection): Promise<OwnDomain> {
  return mcipDomain(files);
}
