/** What the documentation says of the program, where that can be checked: keys, names, experiments and links. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { parseExperiment } from "../src/config/parse.js";
import { experimentSchema } from "../src/config/schema.js";
import { fates } from "../src/observations/fate.js";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const filesOf = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...filesOf("docs", ".md"),
  ...filesOf("docs/decisions", ".md"),
  ...filesOf("docs/products", ".md"),
];
const configuration = read("docs/configuration.md");

/** Fenced blocks of a language. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , block]) => block);
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
}

/**
 * The four flux components have the same keys, in the prior and in the truth of a twin, and so have further sources of
 * observations: they are documented once.
 */
const plain = (path: string): string =>
  path
    .replace(/^(?:twin\.)?fluxes\.(?:biosphere|ocean|fossil|fire)\./, "fluxes.biosphere.")
    .replace(/^observations\.also\./, "observations.");

/** Paths of all keys and all words that a value may be. */
function describeSchema(schema: JsonSchema): { paths: Set<string>; words: Set<string> } {
  const paths = new Set<string>();
  const words = new Set<string>();
  const visit = ({ properties, anyOf, oneOf, allOf, items, ...own }: JsonSchema, path: string): void => {
    for (const value of [own.const, ...(own.enum ?? [])]) if (typeof value === "string") words.add(value);
    for (const branch of [...(anyOf ?? []), ...(oneOf ?? []), ...(allOf ?? []), ...(items ? [items] : [])]) {
      visit(branch, path);
    }
    for (const [key, value] of Object.entries(properties ?? {})) {
      const inner = path === "" ? key : `${path}.${key}`;
      paths.add(plain(inner));
      visit(value, inner);
    }
  };
  visit(schema, "");
  return { paths, words };
}

/** Paths of the keys of a value read from YAML. */
function keysOf(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => keysOf(item, path)))];
  return Object.entries(value).flatMap(([key, inner]) => {
    const whole = path === "" ? key : `${path}.${key}`;
    return [plain(whole), ...keysOf(inner, whole)];
  });
}

/** Paths that the tables, with sections written in them, and the YAML blocks of the page name. */
function documentedPaths(text: string): Set<string> {
  const rows = [...text.matchAll(/^\| (`.+?) \|(.*)$/gm)].flatMap(([, first, rest]) => {
    const spans = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, span]) => span);
    const sections = spans(rest).filter((span) => span.startsWith("{"));
    return spans(first).flatMap((path) => [path, ...sections.flatMap((section) => keysOf(parse(section), path))]);
  });
  return new Set([...rows, ...blocks(text, "yaml").flatMap((block) => keysOf(parse(block), ""))]);
}

describe("docs/configuration.md", () => {
  const schema = describeSchema(
    z.toJSONSchema(experimentSchema, { io: "input", unrepresentable: "any" }) as JsonSchema,
  );
  const documented = documentedPaths(configuration);
  const sections = new Set([...schema.paths].map((path) => path.slice(0, Math.max(0, path.lastIndexOf(".")))));

  it("names every key of an experiment file", () => {
    expect(schema.paths.size).toBeGreaterThan(50);
    const leaves = [...schema.paths].filter((path) => !sections.has(path));
    expect(leaves.filter((path) => !documented.has(path))).toEqual([]);
  });

  it("names no key that does not exist", () => {
    expect([...documented].filter((path) => !schema.paths.has(path))).toEqual([]);
  });

  it("names every word that a key may be set to", () => {
    const code = [...configuration.matchAll(/`([^`]+)`/g)].map(([, span]) => span).join(" ");
    const known = `${code} ${blocks(configuration, "yaml").join(" ")}`.split(/[^\w-]+/);
    expect([...schema.words].filter((word) => !known.includes(word))).toEqual([]);
  });
});

describe("experiments", () => {
  it.each(filesOf("experiments", ".yaml"))("%s is valid", (file) => {
    expect(parseExperiment(read(file), file).config.title).not.toBe("");
  });

  it("are valid where a page shows a whole one", () => {
    const whole = documents.flatMap((page) => blocks(read(page), "yaml").filter((block) => /^title:/m.test(block)));
    expect(whole.length).toBeGreaterThan(0);
    for (const text of whole) expect(parseExperiment(text, "example.yaml").config.title).not.toBe("");
  });
});

describe("docs/output.md", () => {
  it("says what every fate means, with its flag", () => {
    const page = read("docs/output.md");
    fates.forEach((fate, flag) => expect(page).toContain(`| ${flag} | \`${fate}\` |`));
  });
});

describe("pages", () => {
  it.each(documents)("%s links to what exists", (page) => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
    const broken = links
      .filter((target) => !/^(https?|mailto):/.test(target))
      .filter((target) => {
        const [path, anchor] = target.split("#");
        const file = path === "" ? page : join(dirname(page), path);
        if (!existsSync(join(ROOT, file))) return true;
        return anchor !== undefined && !anchorsOf(read(file)).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it("import from the package only names that it has", () => {
    const publicNames = read("test/publicApi.txt").split("\n");
    const imported = documents
      .flatMap((page) => blocks(read(page), "ts"))
      .flatMap((block) => [...block.matchAll(/import \{([^}]+)\} from "openjdas"/g)])
      .flatMap(([, list]) => list.split(",").map((name) => name.trim()));
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((name) => !publicNames.includes(name))).toEqual([]);
  });
});

describe("CONTRIBUTING.md", () => {
  it.each(["test/experiments/recording/meanDeparture.ts", "test/evaluation/figures/departureFigure.ts"])(
    "shows %s as it is",
    (file) => {
      const shown = blocks(read("CONTRIBUTING.md"), "ts").filter((block) => read(file).endsWith(block));
      expect(read("CONTRIBUTING.md")).toContain(file);
      expect(shown).toHaveLength(1);
    },
  );

  it("names files of the program that are there", () => {
    const named = [...read("CONTRIBUTING.md").matchAll(/`((?:src|test|kernels|scripts|docs)\/[\w/.-]+)`/g)];
    const absent = named.map(([, path]) => path).filter((path) => !/NAME|docs\/api/.test(path));
    expect(absent.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe(".ci/run", () => {
  it("runs every part of the check, once", () => {
    const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: { readonly check: string } };
    const parts = scripts.check.split(" && ").map((command) => command.replace(/^npm (run )?/, ""));
    const run = read(".ci/run");
    const count = (part: string): number => run.match(new RegExp(` ${part}( >.*)?$`, "gm"))?.length ?? 0;
    expect(parts.length).toBeGreaterThan(4);
    expect(parts.filter((part) => count(part) !== 1)).toEqual([]);
  });
});

describe("docs/decisions", () => {
  it("has every decision in its index", () => {
    const index = read("docs/decisions/README.md");
    const names = readdirSync(join(ROOT, "docs/decisions")).filter((name) => name !== "README.md");
    expect(names.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  });
});

/** Anchors of the headings of a page, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}
