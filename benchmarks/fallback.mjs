/** The plain kernels (src/kernels/plain), for runtimes without SIMD, beside the SIMD kernels on one thread. */
import { withKernels } from "./timing.mjs";
import { CHINA, measureStep, whole } from "./transportStep.mjs";

/** @returns {Promise<import("./timing.mjs").Figures>} */
export async function benchmarkFallback() {
  const setting = { ...CHINA, mixing: /** @type {const} */ ("acm2") };
  const simd = await withKernels(1, (kernels) => whole(measureStep(kernels, setting, 20)));
  const plain = await withKernels(1, (kernels) => whole(measureStep(kernels, setting, 3)), "SIMD");
  return {
    "fallback: step": { value: plain, unit: "ns" },
    "fallback: times slower": { value: plain / simd, unit: "x" },
  };
}
