/** The most memory that this process has held. */
import { readFileSync } from "node:fs";

/**
 * Linux hands what getrusage tells on from who starts a process: a large notebook's child would look as large. What its own
 * memory came to is told apart; where that cannot be read, getrusage serves.
 *
 * @returns bytes in memory at once
 */
export function mostResident(): number {
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(ownStatus())?.[1] ?? process.resourceUsage().maxRSS;
  return 1024 * Number(kibibytes);
}

/** Empty where the system has none. */
function ownStatus(): string {
  try {
    return readFileSync("/proc/self/status", "utf8");
  } catch {
    return "";
  }
}
