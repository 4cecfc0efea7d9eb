/** How the cores of a node are shared among the ranks on it. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import type { Communicator } from "./communicator.js";

/** What a rank may take of its node. */
export interface CoreShare {
  /** Threads of each rank, so that all ranks together have no more than the cores; one at least. */
  readonly threads: number;
  /** Ranks that share the same cores, and how many these are. */
  readonly ranks: number;
  readonly cores: number;
}

/** A job of several ranks, as its first sees it. */
export interface Ranks {
  readonly communicator: Communicator;
  readonly share: CoreShare;
}

/**
 * Collective. Ranks share cores where they are on one node and may use the same; a launcher may have bound each to its own.
 * @param cores that this process may use @param areOwn whether a batch system has given them to it alone
 */
export function shareOfCores(communicator: Communicator, cores: number, areOwn: boolean): CoreShare {
  const own = new TextEncoder().encode(`${hostname()} ${allowedCores()}`);
  const length = communicator.allReduce(Int32Array.of(own.length), "max")[0];
  const text = new Uint8Array(length);
  text.set(own);
  const all = new Uint8Array(length * communicator.size);
  const counts = Array.from({ length: communicator.size }, () => length);
  communicator.gather(text, counts, all, 0);
  communicator.broadcast(all, 0);
  const ranks = counts.filter((_, rank) => text.every((byte, i) => byte === all[rank * length + i])).length;
  if (areOwn) return { threads: cores, ranks: 1, cores };
  return { threads: Math.max(1, Math.floor(cores / ranks)), ranks, cores };
}

/** As Linux lists them, "0-7,16"; all alike where it does not. */
function allowedCores(): string {
  try {
    return /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
  } catch {
    return "";
  }
}
