/**
 * The form of an experiment file: one schema for each key of its first level, here, in `sections/` or of a product, with its
 * default. An unknown key is a fault. What two keys may be together is in `rules/`.
 */
import { z } from "zod";
import { type Registry, standardRegistry } from "../products/registry.js";
import { roleSchema } from "../products/roleSchema.js";
import { LARGEST_SEED } from "../random.js";
import { backgroundSection } from "./sections/background.js";
import { grid, vertical } from "./sections/domain.js";
import { ensemble } from "./sections/ensemble.js";
import { filter } from "./sections/filter.js";
import { fluxesSection } from "./sections/fluxes.js";
import { observationsSection } from "./sections/observations.js";
import { outputs } from "./sections/outputs.js";
import { period } from "./sections/period.js";
import { regions } from "./sections/regions.js";
import { transportKeys } from "./sections/transport.js";
import { twinSection } from "./sections/twin.js";

/** In the order in which messages name them and `run.json` keeps them. @param registry the products that they may name */
export function sectionSchemas(registry: Registry) {
  return {
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
    twin: twinSection(registry).optional(),
    meteorology: roleSchema(registry, "meteorology"),
    fluxes: fluxesSection(registry),
    background: backgroundSection(registry),
    observations: observationsSection(registry),
    ensemble,
    filter,
    regions,
    outputs,
  };
}

/** With the products that the program itself knows. */
export const experimentSchema = z.strictObject(sectionSchemas(standardRegistry));

/** An experiment file as written, before defaults. */
export type ExperimentFile = z.input<typeof experimentSchema>;
/** A complete, checked experiment. Units as the keys say. */
export type ExperimentConfig = z.output<typeof experimentSchema>;
/** A key of the first level. */
export type SectionName = keyof ExperimentConfig;
