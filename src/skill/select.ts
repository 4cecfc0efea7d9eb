/** Which cases are meant by the names of sets and cases on the command line. */
import { ConfigError } from "../errors.js";
import { caseSets, type SkillCase } from "./cases.js";

/**
 * @param only names of sets, identifiers of cases, or patterns of these such as `matrix-july-*`, separated by commas;
 * absent: all
 * @returns in the order of the cases
 * @throws ConfigError where a name means nothing
 */
export function selectCases(cases: readonly SkillCase[], only: string | undefined): SkillCase[] {
  if (only === undefined) return [...cases];
  const names = only.split(",").map((name) => name.trim());
  const meant = names.map((name) => ({ name, means: meaningOf(name) }));
  const unknown = meant.filter(({ means }) => !cases.some(means));
  if (unknown.length > 0) {
    throw new ConfigError({
      where: "--only",
      found: unknown.map(({ name }) => `"${name}"`).join(", "),
      expected: `some of ${caseSets.join(", ")}, or cases such as ${cases[0].id}, with * for any part of a name`,
    });
  }
  return cases.filter((own) => meant.some(({ means }) => means(own)));
}

function meaningOf(name: string): (own: SkillCase) => boolean {
  const parts = name.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join(".*")}$`);
  return ({ set, id }) => set === name || pattern.test(id);
}
