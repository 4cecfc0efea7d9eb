/**
 * Which runs take the same: those whose configurations differ in nothing but seed and sizes of errors. One of them is tried
 * out for all, which also opens the inputs of each period and of each source before any run begins.
 */
import { configurationHash } from "../runs/configurationIdentity.js";

/** Keys, by path, that change neither time nor memory nor disk to speak of, and no input. */
const WITHOUT_COST: readonly (readonly string[])[] = [
  ["title"],
  ["remarks"],
  ["seed"],
  ["ensemble", "sigma"],
  ["twin", "size"],
  ["twin", "uptakeError"],
  ["twin", "respirationError"],
];

type Configuration = Readonly<Record<string, unknown>>;

/** @param recorded configuration as `run.json` keeps it @returns the same text for runs that take the same */
export function costShape(recorded: Configuration): string {
  return configurationHash(WITHOUT_COST.reduce(without, recorded));
}

function without(section: Configuration, [key, ...inner]: readonly string[]): Configuration {
  const { [key]: value, ...rest } = section;
  if (inner.length === 0 || typeof value !== "object" || value === null) return inner.length === 0 ? rest : section;
  return { ...rest, [key]: without(value as Configuration, inner) };
}
