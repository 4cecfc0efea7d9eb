/** A transport step by operator, on one thread and on two, with local mixing, with ACM2, and with all options. */
import { threadsText, withKernels } from "./timing.mjs";
import { CHINA, measureStep, whole } from "./transportStep.mjs";

const ROUNDS = 40;

/** @returns {Promise<import("./timing.mjs").Figures>} */
export async function benchmarkStep() {
  /** @type {import("./timing.mjs").Figures} */
  const figures = {};
  for (const mixing of /** @type {const} */ (["local", "acm2", "acm2, convection, diffusion"])) {
    for (const threads of [1, 2]) {
      const operators = await withKernels(threads, (kernels) => measureStep(kernels, { ...CHINA, mixing }, ROUNDS));
      const total = whole(operators);
      const name = `step, ${mixing}, ${threadsText(threads)}`;
      figures[`${name}: whole`] = { value: total, unit: "ns" };
      for (const { operator, nanoseconds } of operators) {
        figures[`${name}: ${operator}`] = { value: nanoseconds, unit: "ns" };
        figures[`${name}: share of ${operator}`] = { value: (100 * nanoseconds) / total, unit: "%" };
      }
    }
  }
  return figures;
}
