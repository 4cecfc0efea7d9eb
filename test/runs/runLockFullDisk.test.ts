/** A disk that takes the name of a file and not its content. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { OutputError } from "../../src/errors.js";
import { lockRunFolder } from "../../src/runs/runLock.js";

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const writeFileSync: typeof fs.writeFileSync = (file, ...rest) => {
    if (!disk.isFull) return fs.writeFileSync(file, ...rest);
    if (typeof file === "string") fs.writeFileSync(file, "");
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
  };
  return { ...fs, writeFileSync };
});

const folder = mkdtempSync(join(tmpdir(), "openjdas-lock-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("leaves no lock behind, so that the run goes on when there is room", async () => {
  disk.isFull = true;
  await expect(lockRunFolder(folder, () => {})).rejects.toThrow(OutputError);
  expect(readdirSync(folder)).toEqual([]);
  disk.isFull = false;
  const lock = await lockRunFolder(folder, () => {});
  expect(existsSync(join(folder, "run.lock"))).toBe(true);
  lock.release();
});
