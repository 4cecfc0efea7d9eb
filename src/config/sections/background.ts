/** The section `background`: mole fraction of initial state, lateral boundary and stratosphere, and how members differ in it. */
import { z } from "zod";
import { LARGEST_SHARE } from "../../assimilation/moleFractionNoise.js";
import { dates, files, positive } from "./values.js";

const perturbations = {
  /** Smooth perturbations of the initial state and of the boundary [ppm], and one boundary offset a member. */
  perturbationPpm: z.number().min(0).default(0.7),
  boundaryOffsetPpm: z.number().min(0).default(0.4),
  /** White noise of both instead, over the mole fraction [1]: 0.05 as published. */
  noiseShare: positive.max(LARGEST_SHARE).optional(),
};

export const background = z.discriminatedUnion("source", [
  /** Analytic, or the mean of the retrievals' own priors. */
  z.strictObject({ source: z.enum(["synthetic", "retrieval-priors"]), ...perturbations }),
  z.strictObject({
    source: z.literal("netcdf"),
    files,
    variable: z.string().optional(),
    units: z.string().optional(),
    dates: dates.default("as-is"),
    ...perturbations,
  }),
]);
