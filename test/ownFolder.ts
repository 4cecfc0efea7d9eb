/** A place for all that tests write, which goes away after them. */
import { mkdirSync, rmSync } from "node:fs";
import type { TestProject } from "vitest/node";

export function setup({ config }: TestProject): () => void {
  const { TMPDIR } = config.env as { TMPDIR: string };
  mkdirSync(TMPDIR, { recursive: true });
  return () => {
    rmSync(TMPDIR, { recursive: true, force: true });
  };
}
