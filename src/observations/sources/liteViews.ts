/**
 * How soundings of Lite files were made: over land or water (`Retrieval/surface_type`: 0 ocean, 1 land, as ACOS says in its
 * unit), looking down, at the glint or at a target (`Sounding/operation_mode` of OCO-2 and OCO-3). What the numbers of a flag
 * mean is taken from its own unit or comment ("0=Nadir, 1=Glint, ...") where it says so, else from the order below.
 */
import { InputError } from "../../errors.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";
import { attributeText } from "./quantities.js";

const MODES = ["nadir", "glint", "target", "transition", "snapshot"] as const;
const SURFACES = ["ocean", "land"] as const;

export const liteViews = SURFACES.flatMap((surface) => MODES.map((mode) => `${surface}-${mode}` as const));
export type LiteView = (typeof liteViews)[number];

export interface Views {
  readonly surfaces: readonly ("land" | "water" | undefined)[] | undefined;
  /** "land-nadir"; undefined where the file does not tell. */
  readonly views: readonly string[] | undefined;
}

/** @param needed whether the modes are asked for @throws InputError where they are and the file has none */
export function readViews(file: NetcdfFile, needed: boolean): Views {
  const soundings = file.variable("sounding_id").shape[0] ?? 0;
  const surfaces = wordsOf(file, "Retrieval/surface_type", SURFACES, soundings);
  const modes = wordsOf(file, "Sounding/operation_mode", MODES, soundings);
  if (needed && (surfaces === undefined || modes === undefined)) {
    throw new InputError({
      where: file.path,
      found: "no Sounding/operation_mode and Retrieval/surface_type of the soundings",
      expected: "both, for observations.modes",
      remedy: "leave out observations.modes: the files of GOSAT have no modes",
    });
  }
  return {
    surfaces: surfaces?.map((word) => (word === "land" ? "land" : word === "ocean" ? "water" : undefined)),
    views: modes && surfaces && modes.map((mode, i) => `${surfaces[i]}-${mode}`),
  };
}

function wordsOf(
  file: NetcdfFile,
  name: string,
  usual: readonly string[],
  soundings: number,
): readonly string[] | undefined {
  if (soundings === 0 || !file.has(name)) return undefined;
  const variable = file.variable(name);
  const words = meanings(variable);
  const values = variable.read();
  if (values.length !== soundings) return undefined;
  return Array.from(values, (value) => words.get(value) ?? (words.size > 0 ? "other" : (usual[value] ?? "other")));
}

/** "0=Nadir, 1=Glint", "0=ocean;1=land" */
function meanings({ attributes }: NetcdfVariable): ReadonlyMap<number, string> {
  const text = `${attributeText(attributes.units)} ${attributeText(attributes.comment)}`;
  const found = [...text.matchAll(/(\d+)\s*[=:]\s*([a-z]+)/gi)];
  return new Map(found.map(([, number, word]) => [Number(number), aliases[word.toLowerCase()] ?? word.toLowerCase()]));
}

/** OCO-3's snapshot area maps have several names. */
const aliases: Readonly<Record<string, string>> = { sam: "snapshot", area: "snapshot", water: "ocean", sea: "ocean" };
