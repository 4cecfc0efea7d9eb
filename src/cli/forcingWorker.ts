/** The thread that makes the forcing of an hour when it is asked for. See forcingThread.ts. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { type ForcingOrder, openForcing } from "../experiments/setup/forcing.js";
import { describeFailure, type ForcingReply, type ForcingRequest } from "./forcingMessages.js";

serve(parentPort as MessagePort, openForcing(workerData as ForcingOrder));

function serve(port: MessagePort, opening: ReturnType<typeof openForcing>): void {
  const slots = [createSlot(), createSlot()] as const;
  const answer = async ({ time, slot }: ForcingRequest): Promise<ForcingReply> => {
    try {
      const { forcing } = await opening;
      return { time, forcing: slots[slot](await forcing(time)) };
    } catch (error) {
      return { time, failure: describeFailure(error) };
    }
  };
  // Answers keep the order of the requests: each waits for the one before.
  let last: Promise<void> = Promise.resolve();
  port.on("message", (request: ForcingRequest) => {
    last = last.then(async () => port.postMessage(await answer(request)));
  });
}

/** @returns copies a value with its arrays of numbers to shared memory, at every call to the same */
function createSlot(): <T>(value: T) => T {
  const known = new Map<string, Float64Array>();
  const share = (value: unknown, path: string): unknown => {
    if (value instanceof Float64Array) {
      const shared = known.get(path) ?? new Float64Array(new SharedArrayBuffer(value.byteLength));
      known.set(path, shared);
      shared.set(value);
      return shared;
    }
    if (typeof value !== "object" || value === null) return value;
    if (ArrayBuffer.isView(value)) throw new TypeError(`${path} cannot be shared: forcing is made of float64 arrays`);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, share(part, `${path}.${key}`)]));
  };
  return <T>(value: T) => share(value, "") as T;
}
