/** Name and version of the program, and where its own files lie. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PageAssets } from "../evaluation/page/page.js";

/** Folder of the installed package, seen from src/cli and dist/cli alike. */
const root = new URL("../../", import.meta.url);

interface PackageFile {
  readonly version: string;
  readonly engines: { readonly node: string };
}

function packageFile(): PackageFile {
  return JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as PackageFile;
}

export function programVersion(): string {
  return packageFile().version;
}

/** @returns the oldest version of Node that runs it, "20.11" */
export function leastNode(): string {
  return packageFile().engines.node.replace(/^>=/, "");
}

/** @returns path of an experiment that ships with the package */
export function shippedExperiment(name: string): string {
  return fileURLToPath(new URL(`experiments/${name}.yaml`, root));
}

/** @returns path of the JSON Schema of experiment files, which the build makes */
export function shippedSchema(): string {
  return fileURLToPath(new URL("dist/experiment.schema.json", root));
}

/** @returns path of what the standard twin experiments lead one to expect */
export function shippedExpectations(): string {
  return fileURLToPath(new URL("docs/skill/expectations.json", root));
}

/** What the build makes of `web/`, for pages of runs. */
export function pageAssets(): PageAssets {
  const read = (name: string): string => readFileSync(new URL(`dist/web/${name}`, root), "utf8").trim();
  return { script: read("report.js"), style: read("report.css"), notices: read("notices.txt") };
}
