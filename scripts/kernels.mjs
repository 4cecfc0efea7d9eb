/**
 * Format and lint of kernels/*.ts. AssemblyScript has decorators on functions (@inline), which neither Biome nor oxlint
 * parses: both are given a copy in which each decorator is a comment on its line, so that places in messages are right.
 *
 *   node scripts/kernels.mjs format   mends the format
 *   node scripts/kernels.mjs check    fails where the format is not Biome's
 *   node scripts/kernels.mjs lint     oxlint with types, which are those of AssemblyScript's standard library
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const SOURCES = "kernels";
const COPY = "kernels/copy";
const names = readdirSync(SOURCES).filter((name) => name.endsWith(".ts"));
const commented = (/** @type {string} */ text) => text.replace(/^@/gm, "//@");
const decorated = (/** @type {string} */ text) => text.replace(/^\/\/@/gm, "@");

/**
 * Runs a tool of node_modules on the copy, with the sources' names in what it says.
 * @param {string} tool
 * @param {string[]} settings
 * @returns its exit status
 */
function run(tool, ...settings) {
  const { status, stdout, stderr, error } = spawnSync(`node_modules/.bin/${tool}`, [...settings, COPY], {
    encoding: "utf8",
  });
  if (error) throw error;
  process.stdout.write(`${stdout}${stderr}`.replaceAll(COPY, SOURCES));
  return status ?? 1;
}

function format() {
  const status = run("biome", "format", "--write");
  for (const name of names) writeFileSync(`${SOURCES}/${name}`, decorated(readFileSync(`${COPY}/${name}`, "utf8")));
  return status;
}

/** @param {string} task */
function perform(task) {
  switch (task) {
    case "format":
      return format();
    case "check":
      return run("biome", "format");
    case "lint":
      return run("oxlint", "--type-aware", "--deny-warnings", "--config", ".oxlintrc.json");
    default:
      throw new Error(`scripts/kernels.mjs: found "${task}"; expected format, check or lint`);
  }
}

rmSync(COPY, { recursive: true, force: true });
mkdirSync(COPY, { recursive: true });
try {
  for (const name of names) writeFileSync(`${COPY}/${name}`, commented(readFileSync(`${SOURCES}/${name}`, "utf8")));
  writeFileSync(`${COPY}/tsconfig.json`, '{ "extends": "../tsconfig.json", "include": ["*.ts"] }\n');
  process.exitCode = perform(process.argv[2] ?? "");
} finally {
  rmSync(COPY, { recursive: true, force: true });
}
