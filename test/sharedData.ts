/** Data and reference numbers that lie beside the repository; tests that need them skip where they are absent. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DATA = resolve(ROOT, process.env.OPENJDAS_SHARED ?? "../shared/data");

/** @returns the path of a file of the shared data */
export function sharedData(...path: string[]): string {
  return join(DATA, ...path);
}

/** @returns the path of a file of the reference cases */
export function sharedReference(...path: string[]): string {
  return join(DATA, "..", "reference", ...path);
}

/** @returns the path of a file of a case from the field */
export function sharedCase(...path: string[]): string {
  return join(DATA, "..", "cases", ...path);
}

/** A `describe` that needs the shared data. */
export function describeWithShared(name: string, define: () => void): void {
  const present = existsSync(DATA);
  if (!present) console.warn(`skipped "${name}": there is no ${DATA}`);
  // oxlint-disable-next-line vitest/valid-title, vitest/valid-describe-callback -- a wrapper has no literal title
  describe.runIf(present)(name, define);
}
