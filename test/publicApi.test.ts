/** The public names, one a line in publicApi.txt: a change of them is seen, and asked for with `npx vitest run -u`. */
import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as api from "../src/index.js";

const INDEX = new URL("../src/index.ts", import.meta.url);

interface PublicName {
  readonly name: string;
  readonly isType: boolean;
}

/** Names that a text exports from other modules; a star export counts as "*". */
function exportedNames(text: string): PublicName[] {
  const source = ts.createSourceFile("index.ts", text, ts.ScriptTarget.Latest);
  return source.statements.filter(ts.isExportDeclaration).flatMap((statement): PublicName[] => {
    const { exportClause, isTypeOnly } = statement;
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [{ name: "*", isType: isTypeOnly }];
    return exportClause.elements.map((element) => ({
      name: element.name.text,
      isType: isTypeOnly || element.isTypeOnly,
    }));
  });
}

const names = exportedNames(readFileSync(INDEX, "utf8"));

describe("public names", () => {
  it("are those of publicApi.txt", async () => {
    const lines = names.map(({ name, isType }) => (isType ? `type ${name}` : name)).sort();
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("publicApi.txt");
  });

  it("are given one by one, each once", () => {
    expect(names.map(({ name }) => name)).not.toContain("*");
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
  });

  it("are what the module holds when it is loaded", () => {
    const values = names.filter(({ isType }) => !isType).map(({ name }) => name);
    expect(Object.keys(api).sort()).toEqual(values.sort());
  });
});
