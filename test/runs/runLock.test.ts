import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { OutputError } from "../../src/errors.js";
import { lockRunFolder, RUN_LOCK } from "../../src/runs/runLock.js";

const folder = mkdtempSync(join(tmpdir(), "openjdas-lock-"));
const path = join(folder, RUN_LOCK);
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(path, { force: true }));

const silent = (): void => {};

/** Leaves a lock behind as another holder would have written it. */
async function leave(changed: object): Promise<void> {
  const lock = await lockRunFolder(folder, silent);
  const own = JSON.parse(readFileSync(path, "utf8")) as object;
  lock.release();
  writeFileSync(path, JSON.stringify({ ...own, token: "another", ...changed }));
}

/** @returns whether a new holder has it, which gives it back */
async function taken(): Promise<boolean> {
  const lock = await lockRunFolder(folder, silent);
  lock.assertHeld();
  lock.release();
  return true;
}

function makeOld(seconds: number): void {
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
}

/** @returns number of a process that is gone */
function gone(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

describe("the lock of a run folder", () => {
  it("is there while it is held, and goes with its holder", async () => {
    const lock = await lockRunFolder(folder, silent);
    lock.assertHeld();
    expect(existsSync(path)).toBe(true);
    lock.release();
    expect(existsSync(path)).toBe(false);
  });

  it("is refused to a second one, which is told who has it", async () => {
    const lock = await lockRunFolder(folder, silent);
    await expect(lockRunFolder(folder, silent)).rejects.toThrow(OutputError);
    await expect(lockRunFolder(folder, silent)).rejects.toThrow(
      new RegExp(`process ${process.pid} on .* works in it; expected .*; wait for it, choose .* remove .*run\\.lock$`),
    );
    lock.assertHeld();
    lock.release();
  });

  it("of a process of this machine that is gone gives way at once, and is told", async () => {
    const pid = gone();
    await leave({ pid, begun: "1" });
    const said: string[] = [];
    const lock = await lockRunFolder(folder, (text) => said.push(text));
    expect(said).toEqual([expect.stringContaining(`the lock of process ${pid} on`)]);
    lock.release();
  });

  it("of a process that has ended gives way though nobody has asked how, as in a container without init", async () => {
    // The shell becomes a program that knows nothing of its child.
    const parent = spawn("sh", ["-c", "sleep 0.3 & echo $!; exec sleep 60"]);
    const [text] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(String(text));
    const stat = (): string => readFileSync(`/proc/${pid}/stat`, "utf8");
    await expect.poll(stat).toContain(") Z ");
    await leave({ pid, begun: stat().split(") ")[1].split(" ")[19] });
    await expect(taken()).resolves.toBe(true);
    parent.kill();
  });

  it("of a process whose number another one has now gives way", async () => {
    await leave({ begun: "1" });
    await expect(taken()).resolves.toBe(true);
  });

  it("of a living process is kept, however old it is: it may only be stopped for a while", async () => {
    const other = spawn("sleep", ["60"]);
    try {
      await leave({ pid: other.pid, begun: "" });
      makeOld(1e5);
      await expect(lockRunFolder(folder, silent)).rejects.toThrow(`process ${other.pid}`);
    } finally {
      other.kill();
    }
  });

  it("of another machine is kept while it was heard of in the last ten minutes", async () => {
    await leave({ host: "elsewhere" });
    makeOld(500);
    await expect(lockRunFolder(folder, silent)).rejects.toThrow("on elsewhere works in it");
    makeOld(700);
    await expect(taken()).resolves.toBe(true);
  });

  it("of a container of this machine is told by its heartbeat alone", async () => {
    await leave({ processSpace: "pid:[1]", pid: gone() });
    await expect(lockRunFolder(folder, silent)).rejects.toThrow("works in it");
  });

  it("that is only half there is another process's that has just begun, until it is old", async () => {
    writeFileSync(path, "");
    await expect(lockRunFolder(folder, silent)).rejects.toThrow("another process works in it");
    makeOld(100);
    await expect(taken()).resolves.toBe(true);
  });

  it("that another has taken is not given back, and the first is told before it writes", async () => {
    const lock = await lockRunFolder(folder, silent);
    const taken = JSON.stringify({
      ...(JSON.parse(readFileSync(path, "utf8")) as object),
      token: "x",
      host: "b",
      pid: 5,
    });
    writeFileSync(path, taken);
    expect(() => lock.assertHeld()).toThrow(/no longer held by this process: process 5 on b has it/);
    lock.release();
    expect(readFileSync(path, "utf8")).toBe(taken);
  });

  it("in a folder that is not there is an OutputError", async () => {
    await expect(lockRunFolder(join(folder, "absent"), silent)).rejects.toThrow(OutputError);
  });
});
