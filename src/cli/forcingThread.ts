/**
 * Forcing on a thread of its own: while an hour is computed, the thread prepares the next one. What it gives is what
 * the same program would make when the hour comes, to the bit.
 */
import { Worker } from "node:worker_threads";
import { SECONDS_PER_HOUR } from "../constants.js";
import { threadEnded } from "../kernels/threadEnded.js";
import type { ForcingOrder, OpenForcing } from "../experiments/setup/forcing.js";
import type { Time } from "../time.js";
import type { HourlyForcing } from "../transport/hourlyForcing.js";
import { errorOf, type ForcingReply, type ForcingRequest } from "./forcingMessages.js";

/** Whether this program can start the thread: it is compiled, and memory can be shared. */
export const canPrepareAhead = import.meta.url.endsWith(".js") && typeof SharedArrayBuffer !== "undefined";

interface Asked {
  readonly time: Time;
  readonly forcing: Promise<HourlyForcing>;
}

export function forcingThread(order: ForcingOrder): OpenForcing {
  const worker = new Worker(new URL("./forcingWorker.js", import.meta.url), { workerData: order });
  worker.unref();
  const waiting: { resolve: (forcing: HourlyForcing) => void; reject: (error: unknown) => void }[] = [];
  let ended: Error | undefined;
  const end = (found: string, cause?: unknown): void => {
    ended ??= threadEnded("the thread that prepares the weather", found, cause);
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  worker.on("message", (reply: ForcingReply) => {
    if (waiting.length === 1) worker.unref();
    const { resolve, reject } = waiting.shift()!;
    if ("failure" in reply) reject(errorOf(reply.failure));
    else resolve(reply.forcing);
  });
  worker.on("error", (error: Error) => end(error.message, error));
  worker.on("exit", (code) => end(`exit code ${code}`));

  let slot: ForcingRequest["slot"] = 0;
  const ask = (time: Time): Asked => {
    const forcing = new Promise<HourlyForcing>((resolve, reject) => {
      if (ended !== undefined) reject(ended);
      else waiting.push({ resolve, reject });
    });
    // Who asks for this hour hears of it; that nobody may is no fault.
    forcing.catch(() => {});
    worker.ref();
    worker.postMessage({ time, slot } satisfies ForcingRequest);
    slot = slot === 0 ? 1 : 0;
    return { time, forcing };
  };

  let next: Asked | undefined;
  return {
    async forcing(time) {
      const asked = next?.time === time ? next : ask(time);
      next = undefined;
      const forcing = await asked.forcing;
      const after = time + SECONDS_PER_HOUR;
      if (after < order.plan.period.end) next = ask(after);
      return forcing;
    },
    async close() {
      // An answer that is still on its way must not let the program end while the thread does.
      worker.removeAllListeners("message");
      await worker.terminate();
    },
  };
}
