/** The section `background`: mole fraction of initial state, lateral boundary and stratosphere, and how members differ in it. */
import { z } from "zod";
import { LARGEST_SHARE } from "../../assimilation/moleFractionNoise.js";
import type { Registry } from "../../products/registry.js";
import { roleSchema } from "../../products/roleSchema.js";
import { positive } from "./values.js";

const perturbations = z.strictObject({
  /** Smooth perturbations of the initial state and of the boundary [ppm]. */
  perturbationPpm: z.number().min(0).default(0.7),
  /** One boundary offset a member, which is not estimated [ppm]. */
  boundaryOffsetPpm: z.number().min(0).optional(),
  /** White noise of both instead, over the mole fraction [1]: 0.05 as published. */
  noiseShare: positive.max(LARGEST_SHARE).optional(),
});

export function backgroundSection(registry: Registry) {
  return z.intersection(roleSchema(registry, "background"), perturbations);
}
