/**
 * Which program this is: its version, its own code and kernels, and the engine that runs it. What is kept from one run to another carries
 * it, so that no other program takes it for its own.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keyOf } from "./cache.js";

/** Of the program, seen from src/io and dist/io alike. */
const CODE = fileURLToPath(new URL("../", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../package.json", import.meta.url));
const KERNELS = fileURLToPath(new URL("../../kernels/build/kernels.wasm", import.meta.url));

let known: string | undefined;

/** @returns SHA-256 in hexadecimal digits */
export function programIdentity(): string {
  known ??= keyOf([
    process.versions.v8,
    readFileSync(PACKAGE, "utf8"),
    readFileSync(KERNELS, "base64"),
    ...readdirSync(CODE, { recursive: true, encoding: "utf8" })
      .filter((name) => /(?<!\.d)\.m?[jt]s$/.test(name))
      .sort()
      .flatMap((name) => [name, readFileSync(join(CODE, name), "utf8")]),
  ]);
  return known;
}
