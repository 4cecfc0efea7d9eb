/** The sections of an experiment file that products open, with their files found before any is opened. */
import { type FluxComponent, fluxComponents } from "../../fluxes/fluxSource.js";
import type { ExperimentConfig } from "../../config/schema.js";
import { findFiles } from "../../products/openRole.js";
import type { RoleName } from "../../products/product.js";
import { type Registry, roleOf } from "../../products/registry.js";
import type { Section } from "../../products/section.js";
import type { Part, Parts } from "./parts.js";

/** One section. */
export interface Asked {
  /** The key that faults of its product name: that of its files, where it has any. */
  readonly key: readonly string[];
  readonly section: Part<Section>;
}

export interface AskedObservations extends Asked {
  /** How they are to be compared and assimilated. */
  readonly settings: NonNullable<ExperimentConfig["observations"]>;
}

export interface AskedSections {
  readonly meteorology: Asked;
  readonly background: Asked;
  readonly observations: AskedObservations | undefined;
  /** Those that are not `none`. */
  readonly fluxes: readonly (Asked & { readonly component: FluxComponent })[];
}

/** @param folder that paths in the configuration are relative to */
export async function findSections(
  config: ExperimentConfig,
  registry: Registry,
  folder: string,
  parts: Parts,
): Promise<AskedSections> {
  const { meteorology, observations, background } = config;
  const find = async (role: RoleName, path: readonly string[], section: Section): Promise<Asked> => {
    const { files } = roleOf(registry, role, section.source);
    const key = [...path, ...files.slice(0, 1)];
    return { key, section: await parts.make(key, () => findFiles(section, files, folder)) };
  };
  const fluxes: (Asked & { component: FluxComponent })[] = [];
  const sections = {
    meteorology: await find("meteorology", ["meteorology"], meteorology),
    observations: observations && {
      settings: observations,
      ...(await find("observations", ["observations"], observations)),
    },
    background: await find("background", ["background"], background),
  };
  for (const component of fluxComponents) {
    const flux = config.fluxes[component];
    if (flux === "none") continue;
    const section = typeof flux === "string" ? { source: flux } : flux;
    fluxes.push({ component, ...(await find("fluxes", ["fluxes", component], section)) });
  }
  return { ...sections, fluxes };
}
