/**
 * `run.lock`: one process at a time works in a run folder. The file says which, by host, process and an own token, and its
 * time of change is a heartbeat, so that the lock of a process that is gone is known on the same machine at once and on
 * another, through a shared file system, after some minutes. Ages are told by the clock of the file system alone.
 */
import { randomUUID } from "node:crypto";
import { closeSync, openSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { OutputError } from "../errors.js";
import { notWritten, PARTIAL } from "../io/atomicWrite.js";
import type { FileKind } from "./fileKind.js";

export const RUN_LOCK = "run.lock";

export const lockFile: FileKind = {
  shown: RUN_LOCK,
  known: /^run\.lock$/,
  holds: "which process works in the folder; it goes when that ends",
};

const HEARTBEAT_SECONDS = 30;
/** A process on another machine that has not been heard of for so long is gone. */
const SILENT_SECONDS = 600;
/** After taking the place of a stale lock: another process may be doing the same. */
const SETTLE_MILLISECONDS = 100;

/** A process that has ended, and has a number until its parent asks for it: in a container perhaps for ever. */
const ENDED = new Set(["Z", "X"]);

const holder = z.object({
  token: z.string(),
  host: z.string(),
  /** Processes have numbers of their own in a container. */
  processSpace: z.string(),
  pid: z.number().int().positive(),
  /** Of the process, in ticks since the machine started; empty where the system does not say. Numbers are used again. */
  begun: z.string(),
});
type Holder = z.output<typeof holder>;

export interface RunLock {
  /** @throws OutputError where another process has taken the folder */
  assertHeld(): void;
  release(): void;
}

/**
 * @param folder of a run, which exists @param note hears of a lock that was left behind
 * @throws OutputError where another process works in it, or the folder cannot be written to
 */
export async function lockRunFolder(folder: string, note: (text: string) => void): Promise<RunLock> {
  const path = join(folder, RUN_LOCK);
  const own = describeOwn();
  const text = `${JSON.stringify(own)}\n`;
  if (!writeNew(path, text)) {
    const earlier = readHolder(path);
    const isGone = earlier === undefined ? ageOf(path, folder) > HEARTBEAT_SECONDS : isStale(earlier, path, folder);
    if (!isGone) throw inUse(folder, path, earlier);
    note(`  ! the lock of ${inWords(earlier)} was left behind: it gives way`);
    const temporary = `${path}.${process.pid}${PARTIAL}`;
    try {
      writeFileSync(temporary, text);
      renameSync(temporary, path);
    } catch (cause) {
      rmSync(temporary, { force: true });
      throw notWritten(path, cause);
    }
    await setTimeout(SETTLE_MILLISECONDS);
    if (readHolder(path)?.token !== own.token) throw inUse(folder, path, readHolder(path));
  }
  const isHeld = (): boolean => readHolder(path)?.token === own.token;
  const heartbeat = setInterval(() => {
    if (isHeld()) beat(path, text);
  }, 1000 * HEARTBEAT_SECONDS);
  heartbeat.unref();
  const release = (): void => {
    clearInterval(heartbeat);
    process.off("exit", release);
    if (isHeld()) rmSync(path, { force: true });
  };
  process.once("exit", release);
  return {
    assertHeld() {
      if (isHeld()) return;
      throw new OutputError({
        where: path,
        found: `the run folder is no longer held by this process: ${inWords(readHolder(path))} has it`,
        expected: `process ${own.pid} on ${own.host}`,
        remedy: "this run ends here, and what it has not written is left to the other",
      });
    },
    release,
  };
}

/** @returns whether there was none @throws OutputError where it cannot be written: an empty one would lock the folder */
function writeNew(path: string, text: string): boolean {
  let file: number;
  try {
    file = openSync(path, "wx");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw notWritten(path, cause);
  }
  try {
    writeFileSync(file, text);
    return true;
  } catch (cause) {
    rmSync(path, { force: true });
    throw notWritten(path, cause);
  } finally {
    closeSync(file);
  }
}

/** Writing stamps it by the clock of the file system, which may be another machine's. */
function beat(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: "r+" });
  } catch {
    // A disk that takes nothing now is told of when results are written.
  }
}

function describeOwn(): Holder {
  const { pid } = process;
  return {
    token: randomUUID(),
    host: hostname(),
    processSpace: processSpace(),
    pid,
    begun: processAt(pid)?.begun ?? "",
  };
}

/** @returns undefined where there is none, or one that nobody of this program wrote */
function readHolder(path: string): Holder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

function isStale(earlier: Holder, path: string, folder: string): boolean {
  const isHere = earlier.host === hostname() && earlier.processSpace === processSpace();
  return isHere ? !isAlive(earlier) : ageOf(path, folder) > SILENT_SECONDS;
}

function isAlive({ pid, begun }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    // One of another user is alive too.
    if ((cause as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const now = processAt(pid);
  if (now === undefined) return true;
  return !ENDED.has(now.state) && (begun === "" || now.begun === begun);
}

/** Seconds since the last heartbeat, by the clock that stamps the files of the folder. */
function ageOf(path: string, folder: string): number {
  const probe = join(folder, `${RUN_LOCK}.${process.pid}${PARTIAL}`);
  try {
    writeFileSync(probe, "");
    return (statSync(probe).mtimeMs - statSync(path).mtimeMs) / 1000;
  } catch (cause) {
    throw notWritten(path, cause);
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Fields of /proc/PID/stat after the name, which may hold anything: the first is the state, the 20th the start. */
function processAt(pid: number): { readonly state: string; readonly begun: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], begun: fields[19] };
  } catch {
    return undefined;
  }
}

function processSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function inWords(found: Holder | undefined): string {
  return found === undefined ? "another process" : `process ${found.pid} on ${found.host}`;
}

function inUse(folder: string, path: string, found: Holder | undefined): OutputError {
  return new OutputError({
    where: folder,
    found: `${inWords(found)} works in it`,
    expected: "a run folder that no other process works in",
    remedy: `wait for it, choose another output folder, or, where you know that it is gone, remove ${path}`,
  });
}
