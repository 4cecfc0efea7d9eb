/**
 * No function above 80 lines, what is nested in it included, so that one can be read in one sitting. Kernels and their
 * definitions are excepted: src/kernels may march through a line as long as it takes.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const LONGEST = 80;

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

interface Length {
  /** `file name`, of the function itself, or of what holds it. */
  readonly name: string;
  readonly lines: number;
}

/** Every function of a text with its lines, from `function` or the first parameter to the closing brace. */
function functionLengths(file: string, text: string): Length[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const found: Length[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      found.push({ name: `${file} ${nameOf(node)}`, lines: lineOf(node.getEnd()) - lineOf(node.getStart()) + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nameOf(node: ts.Node): string {
  if ("name" in node && node.name !== undefined) return (node.name as ts.Node).getText();
  const { parent } = node;
  const named = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return named ? parent.name.getText() : "(a function without a name)";
}

const files = ["src", "web"]
  .flatMap((room) => readdirSync(join(ROOT, room), { withFileTypes: true, recursive: true }))
  .filter((entry) => entry.isFile() && /\.(ts|mts|mjs)$/.test(entry.name))
  .map((entry) => posix.join(entry.parentPath.slice(ROOT.length + 1), entry.name))
  .filter((file) => !file.startsWith("src/kernels/"));

describe("functions", () => {
  const long = files
    .flatMap((file) => functionLengths(file, readFileSync(join(ROOT, file), "utf8")))
    .filter(({ lines }) => lines > LONGEST);

  it(`have ${LONGEST} lines at most`, () => {
    expect(long.map(({ name, lines }) => `${name}: ${lines}`)).toEqual([]);
  });
});

describe("the rule itself", () => {
  it("counts what is nested, and names functions, methods and arrows", () => {
    const text = `export function outer(
  a: number,
) {
  const arrow = () => {
    return a;
  };
  return { method() { return arrow(); }, twice: () => arrow() };
}`;
    expect(functionLengths("x.ts", text)).toEqual([
      { name: "x.ts outer", lines: 8 },
      { name: "x.ts arrow", lines: 3 },
      { name: "x.ts method", lines: 1 },
      { name: "x.ts twice", lines: 1 },
    ]);
  });
});
