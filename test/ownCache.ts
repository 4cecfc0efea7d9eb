/** A cache of the tests' own, which goes away after them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "openjdas-cache-"));

export function setup(): void {
  process.env.OPENJDAS_CACHE = folder;
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
