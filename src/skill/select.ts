/** Which cases are meant by the names of sets and cases on the command line. */
import { ConfigError } from "../errors.js";
import { caseSets, type SkillCase } from "./cases.js";

/**
 * @param only names of sets or identifiers of cases, separated by commas; absent: all
 * @throws ConfigError where a name is neither
 */
export function selectCases(cases: readonly SkillCase[], only: string | undefined): SkillCase[] {
  if (only === undefined) return [...cases];
  const names = only.split(",").map((name) => name.trim());
  const known = new Set<string>([...caseSets, ...cases.map(({ id }) => id)]);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new ConfigError({
      where: "--only",
      found: unknown.map((name) => `"${name}"`).join(", "),
      expected: `some of ${caseSets.join(", ")}, or identifiers of cases such as ${cases[0].id}`,
    });
  }
  return cases.filter(({ id, set }) => names.includes(set) || names.includes(id));
}
