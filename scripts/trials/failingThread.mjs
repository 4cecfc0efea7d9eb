/** Loaded before the program in each of its threads: lets those that TRIAL_THREAD names throw, or begin with little memory. */
import threads, { isMainThread, workerData } from "node:worker_threads";
import { syncBuiltinESMExports } from "node:module";

const { TRIAL_THREAD = "", TRIAL_AT = "0" } = process.env;
const [whose, what] = TRIAL_THREAD.split(" ");
const at = Number(TRIAL_AT);
/** @param {unknown} data that a thread begins with */
const isMeant = (data) =>
  typeof data === "object" && data !== null && (whose === "kernels" ? "kernelNames" : "plan") in data;

if (isMainThread && what === "short") {
  threads.Worker = class extends threads.Worker {
    /** @param {string | URL} file @param {import("node:worker_threads").WorkerOptions} [options] */
    constructor(file, options) {
      const limits = { maxOldGenerationSizeMb: at, maxYoungGenerationSizeMb: 1 };
      super(file, isMeant(options?.workerData) ? { ...options, resourceLimits: limits } : options);
    }
  };
  syncBuiltinESMExports();
}

if (!isMainThread && what === "throws" && whose === "kernels" && isMeant(workerData)) {
  const { Instance } = WebAssembly;
  let calls = 0;
  /** @param {Function} kernel */
  const failing =
    (kernel) =>
    (/** @type {number[]} */ ...given) => {
      if (++calls >= at) throw new Error("of the trial");
      return kernel(...given);
    };
  WebAssembly.Instance = /** @type {any} */ (
    function (/** @type {WebAssembly.Module} */ module, /** @type {WebAssembly.Imports} */ imports) {
      const { exports } = new Instance(module, imports);
      const own = Object.entries(exports).map(([name, kernel]) => [name, failing(/** @type {Function} */ (kernel))]);
      return { exports: Object.fromEntries(own) };
    }
  );
}

if (!isMainThread && what === "throws" && whose === "forcing" && isMeant(workerData)) {
  setTimeout(() => {
    throw new Error("of the trial");
  }, at);
}
