/** The sections of an experiment file that products open, with their files found before any is opened. */
import { type FluxComponent, fluxComponents } from "../../fluxes/fluxSource.js";
import type { Plan } from "../../config/plan.js";
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

export interface AskedSections {
  readonly meteorology: Asked;
  readonly background: Asked;
  /** Those that are not `none`. */
  readonly fluxes: readonly AskedFlux[];
  /** Of the truth of a twin, those that a source says. */
  readonly trueFluxes: readonly AskedFlux[];
}

export interface AskedFlux extends Asked {
  readonly component: FluxComponent;
}

/** Finds the files of a section. @param path of it */
export type FindSection = (role: RoleName, path: readonly string[], section: Section) => Promise<Asked>;

/** @param folder that paths in the configuration are relative to */
export function sectionFinder(registry: Registry, folder: string, parts: Parts): FindSection {
  return async (role, path, section) => {
    const { files } = roleOf(registry, role, section.source);
    const key = [...path, ...files.slice(0, 1)];
    return { key, section: await parts.make(key, () => findFiles(section, files, folder)) };
  };
}

/** Those that every plan has. */
export async function findSections(plan: Plan, find: FindSection): Promise<AskedSections> {
  const { meteorology, background, fluxes } = plan;
  return {
    meteorology: await find("meteorology", ["meteorology"], meteorology),
    background: await find("background", ["background"], background),
    fluxes: await findFluxes(["fluxes"], fluxes, find),
    trueFluxes: plan.kind === "twin" ? await findFluxes(["twin", "fluxes"], plan.truth.fluxes, find) : [],
  };
}

async function findFluxes(
  path: readonly string[],
  sections: Readonly<Record<FluxComponent, Section | string>>,
  find: FindSection,
): Promise<AskedFlux[]> {
  const asked: AskedFlux[] = [];
  for (const component of fluxComponents) {
    const section = sections[component];
    if (typeof section === "string") continue;
    asked.push({ component, ...(await find("fluxes", [...path, component], section)) });
  }
  return asked;
}
