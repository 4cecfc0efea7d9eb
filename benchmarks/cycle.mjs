/**
 * A simulated day of the whole cycle: AN of the demo (50 members, hourly analyses, synthetic weather, output) as
 * `jdas demo` runs it, in a process of its own. The least of three days that have a full window behind them, and the
 * shares of their time by a profile of the main thread (profile.mjs).
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Window of 7 days before, and a day after that the end of the run does not disturb. */
const DAYS = 11;
/** Parts with less than this share [%] are not listed. */
const LISTED = 2;

/** @returns {Promise<import("./timing.mjs").Figures>} */
export async function benchmarkCycle() {
  const script = fileURLToPath(new URL("demoAnalysis.mjs", import.meta.url));
  const text = execFileSync(process.execPath, [script, String(DAYS)], { encoding: "utf8" });
  /** @type {import("./demoAnalysis.mjs").Outcome} */
  const { daySeconds, shares } = JSON.parse(text);
  const steady = daySeconds.slice(-4, -1);
  /** @type {import("./timing.mjs").Figures} */
  const figures = { "cycle: day": { value: Math.min(...steady), unit: "s" } };
  const parts = Object.entries(shares).toSorted(([, a], [, b]) => b - a);
  for (const [part, share] of parts.filter(([, value]) => value >= LISTED)) {
    figures[`cycle: share of ${part}`] = { value: share, unit: "%" };
  }
  const [largest, share] = parts.find(([part]) => part !== "kernels" && part !== "waiting") ?? ["nothing", 0];
  const verdict = share > 10 ? "above" : "not above";
  console.error(`cycle: largest outside the kernels is ${largest}, ${share.toFixed(1)} %, ${verdict} 10 %`);
  return figures;
}
