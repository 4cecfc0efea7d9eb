/**
 * Reads files as `jdas inspect` does, and experiment files as `jdas run` does, in a process of its own, and says how it
 * went: `read`, `typed` (a fault that names the file), or `untyped`, an error that no user can act on. The process that started it sees crash, hang and memory.
 */
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseExperiment } from "../../dist/config/parse.js";
import { JdasError } from "../../dist/errors.js";
import { inspectFiles } from "../../dist/inspection/inspect.js";
import { inspectionJson } from "../../dist/inspection/inspectionJson.js";
import { renderInspection } from "../../dist/inspection/inspectionText.js";
import { standardProducts, standardRegistry } from "../../dist/products/registry.js";

/** @param {readonly string[]} paths */
async function outcomeOf(paths) {
  try {
    if (/\.ya?ml$/u.test(paths[0])) {
      parseExperiment(readFileSync(paths[0], "utf8"), basename(paths[0]));
      return { outcome: "read" };
    }
    const { files, uses } = await inspectFiles(standardRegistry, paths, (path) => resolve(path));
    renderInspection({ files, uses }, standardProducts);
    inspectionJson({ files, uses });
    const unopened = uses.filter(({ facts }) => facts === undefined).flatMap(({ suspicions }) => suspicions);
    const faults = [...files.flatMap((file) => file.faults), ...unopened];
    return faults.length === 0 ? { outcome: "read" } : { outcome: "typed", message: faults[0] };
  } catch (error) {
    if (error instanceof JdasError) return { outcome: "typed", message: error.message };
    return { outcome: "untyped", message: error instanceof Error ? String(error.stack) : String(error) };
  }
}

/** @param {readonly string[]} paths */
async function answer(paths) {
  process.send?.({ ...(await outcomeOf(paths)), kilobytes: process.resourceUsage().maxRSS });
}

process.on("message", (/** @type {readonly string[]} */ paths) => void answer(paths));
process.send?.("ready");
