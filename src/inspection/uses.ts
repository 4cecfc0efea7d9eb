/** What files are to a product that knows them, opened in each of its roles as a run would. */
import type { Product, RoleName } from "../products/product.js";
import type { Registry } from "../products/registry.js";
import type { Section } from "../products/section.js";
import { backgroundFacts } from "./backgroundFacts.js";
import { fluxFacts } from "./fluxFacts.js";
import type { Facts, UseInspection } from "./inspection.js";
import { observationFacts } from "./observationFacts.js";
import type { Opened, Places, UsedFiles } from "./opened.js";
import { orFaultLater } from "./orFault.js";
import { parseSection, sectionLines } from "./section.js";
import { weatherFacts } from "./weatherFacts.js";

export interface Use {
  readonly inspection: UseInspection;
  readonly places?: Places;
}

/** Means over many soundings would hide what the file holds, and hours of the day belong to an experiment. */
const AS_IN_THE_FILE = { average: "none", hours: { ground: "all", mountain: "all", flask: "all" } };

export async function inspectUses(registry: Registry, product: Product, files: UsedFiles): Promise<Use[]> {
  const uses: Use[] = [];
  for (const role of Object.keys(product.roles) as RoleName[])
    uses.push(await inspectUse(registry, product, role, files));
  // A product with two roles is here in those that the files can play.
  const played = uses.filter(({ inspection }) => inspection.facts !== undefined || inspection.needs.length > 0);
  return played.length > 0 ? played : uses;
}

async function inspectUse(registry: Registry, product: Product, role: RoleName, files: UsedFiles): Promise<Use> {
  const { section, needs } = parseSection(product, role, files.paths, AS_IN_THE_FILE);
  const faults: string[] = [];
  const opened =
    section === undefined ? undefined : await orFaultLater(faults, () => open(registry, product, role, section, files));
  return {
    inspection: {
      product: product.name,
      title: product.title,
      role,
      files: files.names,
      sections: sectionLines(product, role, files.names),
      needs,
      ...(opened?.facts !== undefined && { facts: opened.facts }),
      remarks: opened?.remarks ?? [],
      suspicions: [...faults, ...(opened?.suspicions ?? [])],
    },
    ...(opened?.places !== undefined && { places: opened.places }),
  };
}

function open(
  registry: Registry,
  { roles }: Product,
  role: RoleName,
  section: Section,
  files: UsedFiles,
): Promise<Opened<Facts>> {
  switch (role) {
    case "fluxes":
      return fluxFacts(registry, section, roles.fluxes?.components ?? [], files);
    case "observations":
      return observationFacts(registry, section);
    case "meteorology":
      return weatherFacts(registry, section, files);
    case "background":
      return backgroundFacts(registry, section, files);
  }
}
