/** Keeps the status file of this process up to date: from its beginning to its end, however it ends but by being killed. */
import { hostname } from "node:os";
import { launchOf } from "../parallel/launch.js";
import { readRunStatus, type RunStatus, writeRunStatus } from "../runs/statusFile.js";

/** As a shell tells a signal. */
const OF_SIGNAL = 128;

/** @param path of the file @returns what is to hear of the error that the process will end with */
export function keepStatus(path: string): (error: unknown) => void {
  // The first of several that MPI joins speaks for all.
  if ((launchOf(process.env)?.rank ?? 0) > 0) return () => {};
  const began = Date.now();
  const before = readRunStatus(path)?.seconds ?? 0;
  const { SLURM_JOB_ID, SLURM_ARRAY_JOB_ID, SLURM_ARRAY_TASK_ID } = process.env;
  const job = SLURM_ARRAY_JOB_ID === undefined ? SLURM_JOB_ID : `${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}`;
  const running: RunStatus = {
    state: "running",
    began: new Date(began).toISOString(),
    seconds: before,
    host: hostname(),
    process: process.pid,
    ...(job !== undefined && { job }),
  };
  writeRunStatus(path, running);
  let error: string | undefined;
  process.once("uncaughtExceptionMonitor", (cause) => (error ??= String(cause)));
  process.once("exit", (code) => {
    const state = code === 0 ? "finished" : code > OF_SIGNAL ? "interrupted" : "failed";
    writeRunStatus(path, {
      ...running,
      state,
      ended: new Date().toISOString(),
      seconds: before + Math.round((Date.now() - began) / 1000),
      exitCode: code,
      ...(error !== undefined && { error }),
    });
  });
  return (cause) => (error ??= cause instanceof Error ? cause.message : String(cause));
}

/** Of a process that was killed, or could not be started: what its own end could not write. */
export function tellKilled(path: string, exitCode: number, error: string): void {
  const status = readRunStatus(path);
  if (status === undefined || status.state !== "running") return;
  const ended = new Date();
  const seconds = status.seconds + Math.round((ended.getTime() - Date.parse(status.began)) / 1000);
  writeRunStatus(path, { ...status, state: "failed", ended: ended.toISOString(), seconds, exitCode, error });
}
