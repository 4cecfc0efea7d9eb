/**
 * The sources that an experiment file leaves to its files: a section that names files and no `source` is of the product,
 * among those of its role, that knows them by their looks. This is a step of its own between reading the text and parsing it,
 * for parsing opens no file: what is found is put into the content as if it were written there.
 */
import { JdasError } from "../errors.js";
import { fluxComponents, type FluxComponent } from "../fluxes/fluxSource.js";
import { lookAt } from "../io/fileLooks.js";
import { expandInputFiles } from "../io/inputFiles.js";
import type { RoleName } from "../products/product.js";
import { namesOf, playersOf, recogniseFile, type Registry } from "../products/registry.js";
import type { KeyFault } from "./faultsInWords.js";
import { valueAt } from "./schemaKeys.js";

export interface Recognised {
  /** Of the section. */
  readonly path: readonly string[];
  readonly source: string;
  readonly title: string;
}

export interface Recognition {
  readonly sources: readonly Recognised[];
  /** Of sections whose files are of no product or of several, at their key `source`. */
  readonly faults: readonly KeyFault[];
}

export const NOTHING_RECOGNISED: Recognition = { sources: [], faults: [] };

interface Place {
  readonly path: readonly string[];
  readonly role: RoleName;
  readonly component?: FluxComponent;
}

const PLACES: readonly Place[] = [
  { path: ["meteorology"], role: "meteorology" },
  { path: ["background"], role: "background" },
  { path: ["observations"], role: "observations" },
  ...fluxComponents.flatMap((component) =>
    [["fluxes"], ["twin", "fluxes"]].map(
      (outer): Place => ({ path: [...outer, component], role: "fluxes", component }),
    ),
  ),
];

/** @param content of the file, as plain data @param folder that its paths are relative to */
export async function recogniseSources(content: unknown, folder: string, registry: Registry): Promise<Recognition> {
  const sources: Recognised[] = [];
  const faults: KeyFault[] = [];
  for (const { path, role, component } of PLACES) {
    const section = valueAt(content, path);
    if (typeof section !== "object" || section === null || Array.isArray(section) || "source" in section) continue;
    const patterns = [(section as { readonly files?: unknown }).files]
      .flat()
      .filter((name) => typeof name === "string");
    const files = found(patterns, folder);
    // Without files there is nothing to look at: that the source is missing is told as ever.
    if (files.length === 0) continue;
    const players = playersOf(registry, role).filter(({ name }) => givesComponent(registry, name, component));
    const alike = await productsOf(registry, files);
    const candidates = players.filter(({ name }) => alike.includes(name));
    if (candidates.length === 1) sources.push({ path, source: candidates[0].name, title: candidates[0].title });
    else {
      faults.push({
        path: [...path, "source"],
        found:
          candidates.length === 0
            ? "missing, and no product knows the files"
            : "missing, and several products know the files",
        expected: namesOf(candidates.length === 0 ? players : candidates),
        remedy: 'say "source" in this section',
      });
    }
  }
  return { sources, faults };
}

/** The content with the sources where they would have been written. */
export function withSources(content: unknown, { sources }: Recognition): unknown {
  if (sources.length === 0) return content;
  const whole = structuredClone(content);
  for (const { path, source } of sources) (valueAt(whole, path) as Record<string, unknown>).source = source;
  return whole;
}

function givesComponent({ products }: Registry, name: string, component: FluxComponent | undefined): boolean {
  const role = products.find((product) => product.name === name)?.roles.fluxes;
  return component === undefined || role?.components.includes(component) === true;
}

/** @returns none where one of them is missing, which whoever opens the section says */
function found(patterns: readonly string[], folder: string): readonly string[] {
  try {
    return patterns.length === 0 ? [] : expandInputFiles(patterns, folder);
  } catch (error) {
    if (error instanceof JdasError) return [];
    throw error;
  }
}

/** Products that know the first file, one in the middle and the last; where none knows all, those that know any. */
async function productsOf(registry: Registry, files: readonly string[]): Promise<readonly string[]> {
  const looked = new Set([files[0], files[Math.floor(files.length / 2)], files[files.length - 1]]);
  const known: (readonly string[])[] = [];
  for (const file of looked) known.push(await namesFor(registry, file));
  const all = known[0].filter((name) => known.every((names) => names.includes(name)));
  return all.length > 0 ? all : [...new Set(known.flat())];
}

async function namesFor(registry: Registry, file: string): Promise<readonly string[]> {
  try {
    const looks = await lookAt(file);
    try {
      return recogniseFile(registry, looks).map(({ name }) => name);
    } finally {
      looks.close();
    }
  } catch (error) {
    // A file that cannot be read is known to nobody.
    if (error instanceof JdasError) return [];
    throw error;
  }
}
