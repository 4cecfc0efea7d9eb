/**
 * Opens a section in its role: finds its files, and where they cannot serve, looks whether they are of another product.
 */
import { CoverageError, type Fault, InputError, JdasError } from "../errors.js";
import { expandInputFiles } from "../io/inputFiles.js";
import { lookAt } from "../io/fileLooks.js";
import type { Product, RoleName, Roles } from "./product.js";
import { recogniseFile, type Registry, roleOf } from "./registry.js";
import type { Section } from "./section.js";

/**
 * @param keys of the section that name files
 * @param folder that its paths are relative to
 * @returns the section with absolute paths in their place
 * @throws InputError naming every path and pattern without a file
 */
export function findFiles(section: Section, keys: readonly string[], folder: string): Section {
  const faults: Fault[] = [];
  const expanded = (patterns: readonly string[]): readonly string[] => {
    try {
      return expandInputFiles(patterns, folder);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
      return [];
    }
  };
  // A key that the section leaves out stays out: no files are not the same as none said.
  const said = keys.filter((key) => (section as Section & Readonly<Record<string, unknown>>)[key] !== undefined);
  const found = said.map((key) => {
    const named = namedUnder(section, key);
    const withFound = <T extends WithFiles>(part: T): T => ({ ...part, files: expanded(part.files) });
    return [key, isOne(named) ? withFound(named) : isParts(named) ? named.map(withFound) : expanded(named)];
  });
  if (faults.length > 0) throw new InputError(faults);
  return { ...section, ...Object.fromEntries(found) };
}

/** What a key says: paths, or one section or several parts with paths of their own. */
type Named = readonly string[] | readonly WithFiles[] | WithFiles;
interface WithFiles {
  readonly files: readonly string[];
}

function namedUnder(section: Section, key: string): Named {
  return (section as Section & Readonly<Record<string, Named | undefined>>)[key] ?? [];
}

function isOne(named: Named): named is WithFiles {
  return !Array.isArray(named);
}

function isParts(named: readonly string[] | readonly WithFiles[]): named is readonly WithFiles[] {
  return named.length > 0 && typeof named[0] !== "string";
}

/** @returns those that a section names, under any of the keys of its role that name files */
export function filesOf(section: Section, keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => filesUnder(section, key));
}

function filesUnder(section: Section, key: string): readonly string[] {
  const named = namedUnder(section, key);
  if (isOne(named)) return named.files;
  return isParts(named) ? named.flatMap(({ files }) => files) : named;
}

/**
 * @param section whose files were found
 * @param use what opens it
 * @throws what `use` throws; InputError and CoverageError say which product the files look like, where it is another
 */
export async function openRole<R extends RoleName, T>(
  registry: Registry,
  role: R,
  section: Section,
  use: (role: NonNullable<Roles[R]>) => Promise<T>,
): Promise<T> {
  const played = roleOf(registry, role, section.source);
  try {
    return await use(played);
  } catch (error) {
    if (!(error instanceof InputError || error instanceof CoverageError)) throw error;
    const [file] = filesOf(section, played.files);
    const likely = file === undefined ? [] : await productsOf(registry, file);
    if (likely.length === 0 || likely.some(({ name }) => name === section.source)) throw error;
    const hint = `this looks like ${likely[0].title}: ${placeOf(likely[0], role)}`;
    // It may look so and yet be meant: model output holds winds beside its CO2.
    throw new InputError(
      error.faults.map((fault) => ({ ...fault, remedy: [fault.remedy, hint].filter(Boolean).join("; ") })),
      { cause: error },
    );
  }
}

/** @returns none where the file cannot be read: whoever opens it says so */
async function productsOf(registry: Registry, path: string): Promise<Product[]> {
  try {
    const file = await lookAt(path);
    try {
      return recogniseFile(registry, file);
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof JdasError) return [];
    throw error;
  }
}

/** Where in an experiment file a product belongs. */
function placeOf({ name, roles }: Product, role: RoleName): string {
  return role in roles ? `write "source: ${name}"` : `it belongs in the section ${Object.keys(roles).join(" or ")}`;
}
