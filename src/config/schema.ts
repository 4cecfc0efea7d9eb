/**
 * The form of an experiment file: one schema for each key of its first level, here or in `sections/`, with its default. An
 * unknown key is a fault. What two keys may be together is in `rules/`.
 */
import { z } from "zod";
import { LARGEST_SEED } from "../random.js";
import { background } from "./sections/background.js";
import { grid, vertical } from "./sections/domain.js";
import { ensemble } from "./sections/ensemble.js";
import { filter } from "./sections/filter.js";
import { fluxes } from "./sections/fluxes.js";
import { meteorology } from "./sections/meteorology.js";
import { observations } from "./sections/observations.js";
import { outputs } from "./sections/outputs.js";
import { period } from "./sections/period.js";
import { transportKeys } from "./sections/transport.js";
import { twin } from "./sections/twin.js";

/** In the order in which messages name them and `run.json` keeps them. */
export const sectionSchemas = {
  title: z.string().min(1),
  /** Said under every title. */
  remarks: z.array(z.string().min(1)).default([]),
  seed: z.int().min(0).max(LARGEST_SEED).default(1),
  output: z.string().min(1),
  period,
  grid,
  vertical,
  ...transportKeys,
  threads: z.int().min(1).max(64).optional(),
  runs: z
    .array(z.enum(["control", "analysis", "posterior"]))
    .min(1)
    .default(["control", "analysis", "posterior"]),
  twin: twin.optional(),
  meteorology,
  fluxes,
  background,
  observations: observations.optional(),
  ensemble,
  filter,
  outputs,
};

export const experimentSchema = z.strictObject(sectionSchemas);

/** An experiment file as written, before defaults. */
export type ExperimentFile = z.input<typeof experimentSchema>;
/** A complete, checked experiment. Units as the keys say. */
export type ExperimentConfig = z.output<typeof experimentSchema>;
/** A key of the first level. */
export type SectionName = keyof ExperimentConfig;
