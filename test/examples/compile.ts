/** Types of examples: each as a file of its own that imports src by the package's name. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * @param codes code by name
 * @returns a sentence for each fault: name, line, message
 */
export function compileFaults(codes: ReadonlyMap<string, string>): string[] {
  const files = new Map([...codes].map(([name, code]) => [join(ROOT, "test", "examples", `${name}.example.ts`), code]));
  const base = ts.createCompilerHost(compilerOptions());
  const host: ts.CompilerHost = {
    ...base,
    fileExists: (path) => files.has(path) || base.fileExists(path),
    readFile: (path) => files.get(path) ?? base.readFile(path),
    getSourceFile(path, language, ...rest) {
      const text = files.get(path);
      if (text === undefined) return base.getSourceFile(path, language, ...rest);
      return ts.createSourceFile(path, text, language);
    },
  };
  const program = ts.createProgram([...files.keys()], compilerOptions(), host);
  return [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(sentence);
  });
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(ROOT, "tsconfig.test.json");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path, (file) => ts.sys.readFile(file)).config,
    ts.sys,
    ROOT,
  );
  return { ...options, paths: { openjdas: [join(ROOT, "src", "index.ts")] } };
}

function sentence({ file, start, messageText }: ts.Diagnostic): string {
  const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  return `${file?.fileName.replace(/.*\//, "")}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
}
