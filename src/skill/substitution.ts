/**
 * Experiments made from others by substitution: sections are merged key by key, everything else is replaced, and
 * `null` takes a key away, so that its default holds.
 */

/** What an experiment file holds, as YAML gives it. */
export type Section = { readonly [key: string]: unknown };

export function substitute(experiment: Section, change: Section): Section {
  const result: Record<string, unknown> = { ...experiment };
  for (const [key, value] of Object.entries(change)) {
    const present = result[key];
    if (value === null) delete result[key];
    else result[key] = isSection(value) && isSection(present) ? substitute(present, value) : value;
  }
  return result;
}

function isSection(value: unknown): value is Section {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
