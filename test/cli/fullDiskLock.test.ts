/** A run folder on a disk that fills while its lock is written. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { temporaryFolder } from "./jdas.js";

const folder = temporaryFolder();

const locked = (from: string): string => {
  const lock = new URL("../../dist/runs/runLock.js", import.meta.url).href;
  const script =
    `const { lockRunFolder } = await import(${JSON.stringify(lock)});` +
    `try { (await lockRunFolder(${JSON.stringify(folder)}, () => {})).release(); console.log("held"); }` +
    `catch (error) { console.log(error.name, error.message); }`;
  const hook = new URL("../../scripts/trials/failingDisk.mjs", import.meta.url).href;
  const args = [`--import=${hook}`, "--input-type=module", "--eval", script];
  const env = { ...process.env, TRIAL_FROM: from, TRIAL_CODE: "ENOSPC" };
  return spawnSync(process.execPath, args, { encoding: "utf8", env }).stdout.trim();
};

it("leaves no lock behind on a disk that takes its name and not its content, so that the run goes on when there is room", () => {
  expect(locked("1")).toMatch(/^OutputError .*run\.lock: it could not be written/);
  expect(readdirSync(folder)).toEqual([]);
  // A file that is written by its name is made before its text is, which counts as a write of its own.
  locked("2");
  expect(readdirSync(folder)).toEqual([]);
  expect(locked("Infinity")).toBe("held");
});
