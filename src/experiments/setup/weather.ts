/** The weather of an experiment, from the source that its configuration names. */
import type { Grid } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { griddedMeteorology } from "../../meteorology/sources/gridded.js";
import { mcipMeteorology } from "../../meteorology/sources/mcip.js";
import { syntheticMeteorology } from "../../meteorology/sources/synthetic.js";
import type { ExperimentConfig } from "../../config/schema.js";

export interface Place {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
}

/** @param files as found for the configuration @throws InputError, CoverageError where they cannot serve */
export async function openWeather(
  { meteorology, seed }: Pick<ExperimentConfig, "meteorology" | "seed">,
  files: readonly string[],
  place: Place,
): Promise<MeteorologySource> {
  switch (meteorology.source) {
    case "synthetic":
      return syntheticMeteorology({ ...place, seed });
    case "mcip": {
      const { dates } = meteorology;
      return mcipMeteorology(files, typeof dates === "string" ? 0 : dates.shiftTo - dates.shiftFrom);
    }
    case "gridded": {
      const { dates, boundaryLayer } = meteorology;
      return griddedMeteorology({
        ...place,
        files,
        dates:
          typeof dates === "string" ? { kind: dates } : { kind: "shift", seconds: dates.shiftTo - dates.shiftFrom },
        boundaryLayer,
      });
    }
  }
}
