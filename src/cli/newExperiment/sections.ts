/** Sections for files that somebody has: which product they are of, and what its section needs besides them. */
import { parse } from "yaml";
import { recogniseSources } from "../../config/recogniseSources.js";
import { ConfigError, InputError } from "../../errors.js";
import { expandInputFiles } from "../../io/inputFiles.js";
import type { RoleName } from "../../products/product.js";
import { playersOf, type Registry, roleOf, titleOf } from "../../products/registry.js";
import { type Person, settle } from "./dialogue.js";
import type { FileSection } from "./newExperiment.js";

/** Where a section stands, and the flag that names its files. */
export interface Place {
  readonly path: readonly [RoleName, ...string[]];
  readonly flag: string;
}

export interface Surroundings {
  readonly registry: Registry;
  /** Of the experiment file, which paths are relative to. */
  readonly folder: string;
  readonly person: Person | undefined;
}

/**
 * @param files names or patterns, relative to that folder
 * @throws InputError where there are no such files; ConfigError where nobody knows them, or they alone make no section
 */
export async function sectionFor(place: Place, files: readonly string[], around: Surroundings): Promise<FileSection> {
  const { registry, folder, person } = around;
  const [role] = place.path;
  expandInputFiles(files, folder);
  const { sources, faults } = await recogniseSources(nested(place.path, { files }), folder, registry);
  const where = `${place.flag} ${files.join(" ")}`;
  const known = sources[0]?.source;
  const players = playersOf(registry, role).filter((player) => player.role.files.length > 0);
  const names = players.map(({ name }) => name);
  if (known === undefined && person === undefined) {
    throw new ConfigError({
      where,
      found: (faults[0]?.found ?? "").replace(/^missing, and /, ""),
      expected: `files of one of ${names.join(", ")}`,
      remedy: `leave them out and write the section by hand (docs/configuration.md); "jdas inspect" shows what they hold`,
    });
  }
  const source =
    known ??
    (await settle(person, {
      flag: undefined,
      question: `No product knows these files by their looks. Of which are they (${names.join(", ")})`,
      usual: "",
      read: (text) => {
        if (names.includes(text)) return text;
        throw new ConfigError({ where, found: `"${text}"`, expected: names.join(" or ") });
      },
    }));
  const more = await neededKeys(place, source, files, around, where);
  return { source, title: titleOf(registry, source), files, more };
}

/** Keys that the section of a product must have besides its files, as the person gives them. */
async function neededKeys(
  { path }: Place,
  source: string,
  files: readonly string[],
  { registry, person }: Surroundings,
  where: string,
): Promise<Record<string, unknown>> {
  const { schema } = roleOf(registry, path[0], source);
  const more: Record<string, unknown> = {};
  const faultsOf = (content: object) =>
    (schema.safeParse({ source, files, ...content }).error?.issues ?? []).map((issue) => ({
      key: String(issue.path[0]),
      expected: issue.code === "invalid_value" ? issue.values.join(" or ") : issue.message,
    }));
  for (let [fault] = faultsOf(more); fault !== undefined; [fault] = faultsOf(more)) {
    if (person === undefined) {
      const keys = [...new Set(faultsOf(more).map(({ key }) => key))];
      throw new ConfigError({
        where,
        found: `files of ${titleOf(registry, source)}, whose section also needs ${keys.join(" and ")}`,
        expected: "files that tell all",
        remedy: "answer the questions of jdas init on a terminal, or write the section by hand (docs/configuration.md)",
      });
    }
    const { key, expected } = fault;
    more[key] = await settle(person, {
      flag: undefined,
      question: `${path.join(".")}.${key} (${expected}; docs/configuration.md)`,
      usual: "",
      read(text) {
        const value: unknown = text === "" ? undefined : parse(text);
        const own = faultsOf({ ...more, [key]: value }).find((one) => one.key === key);
        if (own === undefined) return value;
        throw new InputError({ where: key, found: text === "" ? "nothing" : text, expected: own.expected });
      },
    });
  }
  return more;
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}
