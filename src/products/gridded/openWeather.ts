/** Gridded weather on the run's grid and layers, and its own layers. */
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { griddedMeteorology } from "../../meteorology/sources/gridded.js";
import { griddedVertical } from "../../meteorology/sources/griddedLayers.js";
import type { Context } from "../product.js";
import { datesOf } from "../section.js";
import type { GriddedSection } from "./section.js";

export function openWeather(
  { files, dates, boundaryLayer }: GriddedSection,
  { grid, vertical, landFraction }: Context,
): Promise<MeteorologySource> {
  return griddedMeteorology({ grid, vertical, landFraction, files, dates: datesOf(dates), boundaryLayer });
}

export function openLayers({ files }: GriddedSection): Promise<VerticalCoordinate> {
  return griddedVertical(files);
}
