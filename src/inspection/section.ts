/** The lines of an experiment file that name files in a role of a product. */
import type { Product, RoleName } from "../products/product.js";
import type { Section } from "../products/section.js";

export interface ParsedSection {
  /** With its defaults; undefined where it needs more than files. */
  readonly section: Section | undefined;
  /** Keys that it needs besides. */
  readonly needs: readonly string[];
}

export function sectionLines({ name, roles }: Product, role: RoleName, files: readonly string[]): string[] {
  const named = files.length === 1 ? plain(files[0]) : `[${files.map(plain).join(", ")}]`;
  const section = `{ source: ${name}, files: ${named} }`;
  if (role !== "fluxes") return [`${role}: ${section}`];
  return (roles.fluxes?.components ?? []).map((component) => `fluxes: { ${component}: ${section} }`);
}

/** @param further keys that the section may have, taken where it has them */
export function parseSection(
  { name, roles }: Product,
  role: RoleName,
  files: readonly string[],
  further: Readonly<Record<string, unknown>> = {},
): ParsedSection {
  const schema = roles[role]!.schema;
  const own = Object.entries(further).filter(([key]) => key in schema.shape);
  const parsed = schema.safeParse({ source: name, files, ...Object.fromEntries(own) });
  if (parsed.success) return { section: parsed.data as unknown as Section, needs: [] };
  return { section: undefined, needs: [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))] };
}

/** As YAML has it within braces. */
function plain(text: string): string {
  return /^[\w./][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
