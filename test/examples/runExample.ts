/**
 * Runs the code of an example: what it imports from "openjdas" comes from src, and where a statement `f(x);` is followed
 * by `// => value`, the two must be equal (a typed array equals an array of its numbers).
 */
import ts from "typescript";
import { expect } from "vitest";
import * as openjdas from "../../src/index.js";

const MARK = "// => ";

/** @throws what the example throws, and where a value differs from what it says */
export async function runExample(code: string): Promise<void> {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true);
  const body = source.statements.map((statement) => runnable(statement, code)).join("\n");
  const { outputText } = ts.transpileModule(`return async (openjdas, check) => {\n${body}\n};`, {
    compilerOptions: { target: ts.ScriptTarget.ES2023 },
  });
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- code of our own docstrings
  const example = new Function(outputText)() as (api: typeof openjdas, equal: typeof check) => Promise<void>;
  await example(openjdas, check);
}

function runnable(statement: ts.Statement, code: string): string {
  if (ts.isImportDeclaration(statement)) return `const ${statement.importClause?.getText() ?? "{}"} = openjdas;`;
  const value = claimedValue(statement, code);
  if (value === undefined || !ts.isExpressionStatement(statement)) return statement.getText();
  return `check(${statement.expression.getText()}, ${value});`;
}

/** What stands after the mark on the statement's last line. */
function claimedValue(statement: ts.Statement, code: string): string | undefined {
  const comments = ts.getTrailingCommentRanges(code, statement.end) ?? [];
  const comment = comments.map(({ pos, end }) => code.slice(pos, end)).find((text) => text.startsWith(MARK));
  return comment?.slice(MARK.length);
}

function check(found: unknown, expected: unknown): void {
  expect(ArrayBuffer.isView(found) ? Array.from(found as Float64Array) : found).toEqual(expected);
}
