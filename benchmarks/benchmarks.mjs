/** All benchmarks, by name. */
import { benchmarkCycle } from "./cycle.mjs";
import { benchmarkFallback } from "./fallback.mjs";
import { benchmarkFilter } from "./filter.mjs";
import { benchmarkMemory } from "./memory.mjs";
import { benchmarkScaling } from "./scaling.mjs";
import { benchmarkSetup } from "./setup.mjs";
import { benchmarkStep } from "./step.mjs";
import { benchmarkWeather } from "./weather.mjs";

/** @type {Record<string, () => Promise<import("./timing.mjs").Figures>>} */
export const benchmarks = {
  step: benchmarkStep,
  scaling: benchmarkScaling,
  memory: benchmarkMemory,
  filter: benchmarkFilter,
  weather: benchmarkWeather,
  setup: benchmarkSetup,
  cycle: benchmarkCycle,
  fallback: benchmarkFallback,
};
