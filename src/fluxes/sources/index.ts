/** Flux sources by the name that an experiment file gives; a new one is one line here and one file. */
import { fluxComponents, type FluxComponent, type FluxSource } from "../fluxSource.js";
import type { FluxContext } from "./fluxContext.js";
import { openNetcdfFlux, type NetcdfFluxChoice } from "./netcdf.js";
import { syntheticFlux } from "./synthetic.js";

export type { FluxContext } from "./fluxContext.js";

/** As an experiment file chooses a source; `none` is zero flux. */
export type FluxChoice = "synthetic" | "none" | NetcdfFluxChoice;

/** Opens the source of one component. @returns undefined for `none` @throws InputError, CoverageError */
async function openFluxSource(
  component: FluxComponent,
  choice: FluxChoice,
  context: FluxContext,
): Promise<FluxSource | undefined> {
  if (choice === "none") return undefined;
  if (choice === "synthetic") return syntheticFlux(component, context);
  switch (choice.source) {
    case "netcdf":
      return openNetcdfFlux(context.grid, component, choice);
  }
}

/** Opens the sources of all components. @throws InputError, CoverageError, after closing what was open */
export async function openFluxSources(
  choices: Readonly<Record<FluxComponent, FluxChoice>>,
  context: FluxContext,
): Promise<FluxSource[]> {
  const sources: FluxSource[] = [];
  try {
    for (const component of fluxComponents) {
      const source = await openFluxSource(component, choices[component], context);
      if (source !== undefined) sources.push(source);
    }
    return sources;
  } catch (error) {
    for (const source of sources) source.close();
    throw error;
  }
}
