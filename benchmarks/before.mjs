/** The commit before, built in a folder of its own, for the benchmarks of this tree to measure in turn with this tree. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MEASURED = ["src", "kernels"];

/** @param {string[]} words @returns {string} */
export const git = (...words) =>
  execFileSync("git", words, { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" }).trim();

/** @returns {boolean} of what is measured */
export const isChanged = () => git("status", "--porcelain", ...MEASURED) !== "";

/**
 * HEAD where the working tree differs from it, else the one before; with the packages and the benchmarks of this tree, so
 * that both are measured alike.
 * @returns {{ commit: string, folder: string, remove: () => void }}
 * @throws Error where there is no such commit or it does not build
 */
export function buildBefore() {
  const commit = git("rev-parse", "--short", isChanged() ? "HEAD" : "HEAD~1");
  const parent = mkdtempSync(join(tmpdir(), "openjdas-before-"));
  const folder = join(parent, commit);
  const remove = () => {
    rmSync(parent, { recursive: true, force: true });
    git("worktree", "prune");
  };
  try {
    git("worktree", "add", "--detach", folder, commit);
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    execFileSync("npm", ["run", "build"], { cwd: folder, stdio: "pipe" });
    for (const name of ["benchmarks", "experiments"]) {
      rmSync(join(folder, name), { recursive: true, force: true });
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
  } catch (error) {
    remove();
    throw error;
  }
  return { commit, folder, remove };
}
