/**
 * Where the main thread spends its time, by V8's sampling profiler. Each sample counts for the innermost file of this
 * package on its stack, so that a library counts for the file that called it; the kernels are one part, waiting for
 * their threads included. "waiting" is a thread with nothing to do.
 */
import { Session } from "node:inspector/promises";

const PACKAGE = new URL("../dist/", import.meta.url).href;

/** @returns {Promise<() => Promise<Record<string, number>>>} ends the profile; shares by part [%] */
export async function startProfile() {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  return async () => {
    const { profile } = await session.post("Profiler.stop");
    session.disconnect();
    return sharesOf(profile);
  };
}

/**
 * @param {import("node:inspector").Profiler.Profile} profile
 * @returns {Record<string, number>} [%]
 */
function sharesOf({ nodes, samples = [], timeDeltas = [] }) {
  /** @type {Map<number, string>} */
  const partOf = new Map();
  const children = new Map(nodes.map((node) => [node.id, node]));
  /** @type {(id: number, inherited: string) => void} */
  const visit = (id, inherited) => {
    const node = children.get(id);
    if (node === undefined) return;
    const { url, functionName } = node.callFrame;
    const own = url.startsWith(PACKAGE) ? url.slice(PACKAGE.length).replace(/\.m?js$/, "") : undefined;
    let part = inherited;
    if (own !== undefined) part = own.startsWith("kernels/") ? "kernels" : own;
    if (functionName === "(idle)") part = "waiting";
    if (functionName === "(garbage collector)") part = "garbage collector";
    partOf.set(id, part);
    for (const child of node.children ?? []) visit(child, part);
  };
  visit(nodes[0].id, "elsewhere");
  const total = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  /** @type {Record<string, number>} */
  const shares = {};
  samples.forEach((id, i) => {
    const part = partOf.get(id) ?? "elsewhere";
    shares[part] = (shares[part] ?? 0) + (100 * timeDeltas[i]) / total;
  });
  return shares;
}
