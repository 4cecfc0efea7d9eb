/** Processes side by side: so many at a time, each with its share of the machine, none stopped by the failure of another. */
import { type ChildProcess, fork } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { constants } from "node:os";
import { dirname } from "node:path";
import { Interruption } from "../interrupt.js";
import type { MachineShare } from "../thisMachine.js";
import type { Order, Told } from "./messages.js";

/** How a process ended. */
export interface Ending {
  /** As a shell tells it: a signal is 128 and its number. */
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | undefined;
  /** [s] */
  readonly seconds: number;
  /** What it told last, of what is no progress. */
  readonly last: Told | undefined;
}

export interface Listener<Task> {
  begins?(task: Task): void;
  hears?(task: Task, told: Told): void;
  /** The next task waits for it. */
  ends(task: Task, ending: Ending): void | Promise<void>;
}

interface Task {
  readonly order: Order;
  /** File that takes what it says, behind what is there. */
  readonly log: string;
}

/** As a shell tells it. */
const NOT_STARTED = 127;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What each of several processes may use: together never more cores than there are. */
export function shareOf(whole: MachineShare, jobs: number): MachineShare {
  return { cores: Math.max(1, Math.floor(whole.cores / jobs)), memory: whole.memory / jobs };
}

/**
 * @param tasks in the order in which they begin
 * @throws Interruption when a signal came: no further one was begun then, and those that ran have ended in their own way
 */
export async function sideBySide<Own extends Task>(
  tasks: readonly Own[],
  jobs: number,
  listener: Listener<Own>,
): Promise<void> {
  const waiting = [...tasks];
  const running = new Set<ChildProcess>();
  let heard: NodeJS.Signals | undefined;
  const hear = (signal: NodeJS.Signals): void => {
    heard ??= signal;
    for (const child of running) child.kill(signal);
  };
  const worker = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined && heard === undefined; task = waiting.shift()) {
      await listener.ends(task, await processOf(task, listener, running));
    }
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  try {
    await Promise.all(Array.from({ length: jobs }, worker));
  } finally {
    for (const signal of SIGNALS) process.off(signal, hear);
  }
  if (heard !== undefined) throw new Interruption(heard);
}

function processOf<Own extends Task>(task: Own, listener: Listener<Own>, running: Set<ChildProcess>): Promise<Ending> {
  mkdirSync(dirname(task.log), { recursive: true });
  const log = openSync(task.log, "a");
  const began = performance.now();
  const child = fork(new URL("./runProcess.js", import.meta.url), { stdio: ["ignore", log, log, "ipc"] });
  closeSync(log);
  running.add(child);
  listener.begins?.(task);
  let last: Told | undefined;
  child.on("message", (told: Told) => {
    if (told.kind === "stage" || told.kind === "hour") listener.hears?.(task, told);
    else last = told;
  });
  // One that is gone before it hears its order is told of by its end.
  child.send(task.order, () => {});
  return new Promise((resolve) => {
    child.once("error", (cause) => {
      running.delete(child);
      const fault = { where: task.order.id, found: `its process cannot be started: ${cause.message}` };
      const told: Told = { kind: "refused", name: "Error", faults: [fault] };
      resolve({ exitCode: NOT_STARTED, signal: undefined, seconds: 0, last: told });
    });
    child.once("close", (code, signal) => {
      running.delete(child);
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ exitCode, signal: signal ?? undefined, seconds: (performance.now() - began) / 1000, last });
    });
  });
}
