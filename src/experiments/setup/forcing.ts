/**
 * The forcing of an experiment from plain data alone, so that another thread can make it: grid, levels and weather are
 * set up anew from the plan, and give the same numbers.
 */
import type { Plan } from "../../config/plan.js";
import { createGrid } from "../../grids/grid.js";
import { finerGrid } from "../../grids/nestedGrid.js";
import { standardRegistry } from "../../products/registry.js";
import type { Forcing } from "../../transport/hourlyForcing.js";
import { definitionOfGrid, definitionOfVertical, sourceDomain } from "./domain.js";
import type { Inputs } from "./inputs.js";
import { forcingOf, type ModelInputs } from "./model.js";
import { modelWeather } from "./modelErrors.js";
import { openWeather } from "./weather.js";

/** Survives a structured clone. */
export interface ForcingOrder {
  /** The files of its weather found. */
  readonly plan: Plan;
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  /** Cells of its grid along each side of a cell of the plan's. */
  readonly refine: number;
  /** Of a twin whose model has weather in error. */
  readonly whose: "model" | "truth";
}

/** Those of a model, or of a twin's truth. */
export type ForcingInputs = ModelInputs &
  Pick<Inputs, "registry" | "weatherSection" | "landFraction"> & { readonly refine?: number };

export interface OpenForcing {
  readonly forcing: Forcing;
  close(): void | Promise<void>;
}

/** @returns undefined where a product is none of the standard ones, which are all that another thread knows */
export function forcingOrder(
  { plan, registry, weatherSection, landFraction, refine = 1 }: ForcingInputs,
  whose: ForcingOrder["whose"] = "model",
): ForcingOrder | undefined {
  if (registry !== standardRegistry) return undefined;
  return { plan: { ...plan, meteorology: weatherSection }, landFraction, refine, whose };
}

/** @throws InputError, CoverageError where the weather cannot be opened */
export async function openForcing({ plan, landFraction, refine, whose }: ForcingOrder): Promise<OpenForcing> {
  const { meteorology, period, seed } = plan;
  const source = await sourceDomain(plan, standardRegistry, { get: () => meteorology });
  const definition = definitionOfGrid(plan, source);
  const grid = createGrid(refine === 1 ? definition : finerGrid(definition, refine));
  const vertical = definitionOfVertical(plan, source);
  const opened = await openWeather(standardRegistry, meteorology, { grid, vertical, landFraction, period, seed });
  const weather = whose === "model" ? modelWeather(plan, opened, grid) : opened;
  return { forcing: forcingOf({ plan, grid, vertical, weather }), close: () => weather.close() };
}
