/**
 * A Slurm of our own: munged, slurmctld and two slurmd on this machine, with ports, socket and state of their own, in a
 * temporary folder. It needs the packages, no systemd and no service.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

export interface Slurm {
  /** Runs a command of Slurm, which must succeed. @returns what it said */
  command(program: string, ...words: string[]): string;
  stop(): Promise<void>;
}

const DAEMONS = ["munged", "slurmctld", "slurmd"];
const NODES = ["n1", "n2"];
/** For a machine that has much else to do. */
const MOST_SECONDS = 60;

/** @returns why there is none, where it cannot be started */
export async function startSlurm(): Promise<Slurm | string> {
  const missing = DAEMONS.filter((name) => spawnSync("which", [name]).status !== 0);
  if (missing.length > 0) return `${missing.join(" and ")} not installed (scripts/install-system-packages.sh)`;
  const folder = mkdtempSync(join(tmpdir(), "openjdas-slurm-"));
  const daemons: ChildProcess[] = [];
  const start = (program: string, ...words: string[]): void => {
    daemons.push(spawn(program, words, { env, stdio: "ignore" }));
  };
  const env = { ...process.env, SLURM_CONF: join(folder, "slurm.conf") };
  const stop = async (): Promise<void> => {
    for (const daemon of daemons.toReversed()) {
      if (daemon.exitCode !== null || daemon.signalCode !== null) continue;
      const ended = new Promise((resolve) => daemon.once("exit", resolve));
      daemon.kill();
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  writeConfiguration(folder, await freePorts(1 + NODES.length));
  const munge = (name: string): string => join(folder, "munge", name);
  const files = ["key", "log", "pid", "seed"].map((name) => `--${name}-file=${munge(name)}`);
  start("munged", "--foreground", "--force", `--socket=${munge("socket")}`, ...files);
  await until(() => readdirSync(join(folder, "munge")).includes("socket"));
  start("slurmctld", "-D", "-i");
  for (const name of NODES) start("slurmd", "-D", "-N", name);
  const idle = (): boolean => {
    const { stdout } = spawnSync("sinfo", ["--noheader", "--Node", "--format=%T"], { env, encoding: "utf8" });
    return stdout.trim().split("\n").join() === NODES.map(() => "idle").join();
  };
  if (!(await until(idle))) {
    const logs = readdirSync(folder).filter((name) => name.endsWith(".log"));
    const last = logs.map((name) => `${name}: ${readFileSync(join(folder, name), "utf8").trim().split("\n").at(-1)}`);
    await stop();
    return `its nodes do not become idle: ${last.join("; ")}`;
  }
  return { stop, command: (program, ...words) => execFileSync(program, words, { env, encoding: "utf8" }) };
}

/** @returns whether it became so in time */
export async function until(holds: () => boolean): Promise<boolean> {
  const end = Date.now() + 1000 * MOST_SECONDS;
  while (!holds()) {
    if (Date.now() > end) return false;
    await setTimeout(50);
  }
  return true;
}

function writeConfiguration(folder: string, [controller, ...ports]: readonly number[]): void {
  for (const name of ["munge", "state", "spool"]) mkdirSync(join(folder, name), { mode: 0o755 });
  writeFileSync(join(folder, "munge", "key"), randomBytes(64), { mode: 0o600 });
  const { username } = userInfo();
  const host = hostname();
  const lines = [
    "ClusterName=test",
    `SlurmctldHost=${host}(127.0.0.1)`,
    `SlurmctldPort=${controller}`,
    `SlurmUser=${username}`,
    `SlurmdUser=${username}`,
    `AuthInfo=socket=${join(folder, "munge", "socket")}`,
    `StateSaveLocation=${join(folder, "state")}`,
    `SlurmdSpoolDir=${join(folder, "spool", "%n")}`,
    `SlurmctldPidFile=${join(folder, "slurmctld.pid")}`,
    `SlurmdPidFile=${join(folder, "%n.pid")}`,
    `SlurmctldLogFile=${join(folder, "slurmctld.log")}`,
    `SlurmdLogFile=${join(folder, "%n.log")}`,
    // Without control groups, which a container may not make.
    "ProctrackType=proctrack/linuxproc",
    "TaskPlugin=task/none",
    "JobAcctGatherType=jobacct_gather/none",
    "SelectType=select/cons_tres",
    "SelectTypeParameters=CR_Core",
    "SchedulerParameters=sched_interval=1,batch_sched_delay=0",
    "SlurmdParameters=config_overrides",
    ...NODES.map(
      (name, i) => `NodeName=${name} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${ports[i]} CPUs=2 RealMemory=8000`,
    ),
    "PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
  ];
  writeFileSync(join(folder, "slurm.conf"), `${lines.join("\n")}\n`);
}

/** All held until the last is known, so that none is given twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  return ports;
}
