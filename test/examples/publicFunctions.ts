/** The functions that src/index.ts exports, each with the examples of its docstring. */
import { readFileSync } from "node:fs";
import ts from "typescript";

export interface PublicFunction {
  readonly name: string;
  /** path below src */
  readonly file: string;
  /** code, as it stands in the docstring */
  readonly examples: readonly string[];
}

const SOURCES = new URL("../../src/", import.meta.url);

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(new URL(file, SOURCES), "utf8"), ts.ScriptTarget.Latest, true);
}

/** @returns the functions of the index, in its order */
export function publicFunctions(): PublicFunction[] {
  return parse("index.ts").statements.filter(ts.isExportDeclaration).flatMap(functionsOf);
}

function functionsOf({ exportClause, isTypeOnly, moduleSpecifier }: ts.ExportDeclaration): PublicFunction[] {
  if (isTypeOnly || !exportClause || !ts.isNamedExports(exportClause)) return [];
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
  const file = moduleSpecifier.text.slice("./".length).replace(/\.js$/, ".ts");
  const declared = parse(file).statements.filter(ts.isFunctionDeclaration);
  return exportClause.elements.flatMap(({ name: { text: name }, isTypeOnly: isType }) => {
    const declaration = declared.find((candidate) => candidate.name?.text === name);
    return isType || !declaration ? [] : [{ name, file, examples: examplesOf(declaration) }];
  });
}

function examplesOf(declaration: ts.FunctionDeclaration): string[] {
  return ts
    .getJSDocTags(declaration)
    .filter(({ tagName }) => tagName.text === "example")
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "");
}
