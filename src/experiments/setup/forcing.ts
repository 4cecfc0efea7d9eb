/**
 * The forcing of an experiment from plain data alone, so that another thread can make it: grid, levels and weather are
 * set up anew from the configuration, and give the same numbers.
 */
import { createGrid } from "../../grids/grid.js";
import type { Forcing } from "../../transport/hourlyForcing.js";
import type { ExperimentConfig } from "../../config/schema.js";
import { definitionOfGrid, definitionOfVertical, sourceDomain } from "./domain.js";
import type { Inputs } from "./inputs.js";
import { forcingOf } from "./model.js";
import { modelWeather } from "./modelErrors.js";
import { openWeather } from "./weather.js";

/** Survives a structured clone. */
export interface ForcingOrder {
  readonly config: ExperimentConfig;
  readonly weatherFiles: readonly string[];
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  /** Of a twin whose model has weather in error. */
  readonly whose: "model" | "truth";
}

export interface OpenForcing {
  readonly forcing: Forcing;
  close(): void | Promise<void>;
}

export function forcingOrder(
  { config, weather, landFraction }: Inputs,
  whose: ForcingOrder["whose"] = "model",
): ForcingOrder {
  return { config, weatherFiles: weather.files, landFraction, whose };
}

/** @throws InputError, CoverageError where the weather cannot be opened */
export async function openForcing({ config, weatherFiles, landFraction, whose }: ForcingOrder): Promise<OpenForcing> {
  const source = await sourceDomain(config, weatherFiles);
  const grid = createGrid(definitionOfGrid(config, source));
  const vertical = definitionOfVertical(config, source);
  const opened = await openWeather(config, weatherFiles, { grid, vertical, landFraction });
  const weather = whose === "model" ? modelWeather(config, opened, grid) : opened;
  return { forcing: forcingOf({ config, grid, vertical, weather }), close: () => weather.close() };
}
