/** Debian's Chromium without a window, for tests that look at pages. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** @returns the program; undefined where there is none, which is said */
export function chromiumPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
  if (found === undefined) {
    console.warn(
      `Pages are not looked at: no ${NAMES.join(", ")} in PATH (scripts/install-system-packages.sh brings it).`,
    );
  }
  return found;
}

export function openBrowser(executablePath: string): Promise<Browser> {
  // In a container the program is root, for whom Chromium has no sandbox.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}
