/** Weather of MCIP, and the grid and layers that it comes on. */
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { mcipDomain, mcipMeteorology } from "../../meteorology/sources/mcip.js";
import { onRun } from "../../meteorology/sources/remappedMeteorology.js";
import type { Context, OwnDomain } from "../product.js";
import { shiftOf } from "../section.js";
import type { McipSection } from "./section.js";

export async function openWeather({ files, dates }: McipSection, run: Context): Promise<MeteorologySource> {
  return onRun(await mcipMeteorology(files, shiftOf(dates)), run);
}

export function openDomain({ files }: McipSection): Promise<OwnDomain> {
  return mcipDomain(files);
}
