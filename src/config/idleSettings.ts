/**
 * Settings that others of the same experiment leave without effect. Who writes one into a file expects it to act, so there
 * it is a fault; those that only stand at their default are left out of what a run records of itself.
 */
import type { z } from "zod";
import { WAY_STEP } from "../assimilation/observedAir.js";
import { inWords } from "./schemaFaults.js";
import type { ExperimentConfig } from "./schema.js";
import { valueAt } from "./schemaKeys.js";

export interface IdleSetting {
  readonly path: readonly string[];
  /** Why it has no effect. */
  readonly because: string;
  /** Where it has one, or what stands in its place. */
  readonly expected: string;
}

export function idleSettings(config: ExperimentConfig): IdleSetting[] {
  const { background, ensemble, filter, observations } = config;
  const { localization, estimate, update } = filter;
  const idle: IdleSetting[] = [];
  if (background.noiseShare !== undefined) {
    for (const key of ["perturbationPpm", "boundaryOffsetPpm"]) {
      idle.push({
        path: ["background", key],
        because: "background.noiseShare makes the members of white noise instead",
        expected: "one of the two",
      });
    }
  }
  if (update === "joint") {
    idle.push({
      path: ["filter", "windowDays"],
      because: 'the update "joint" has no windows',
      expected: 'it with the update "two-step" alone',
    });
  }
  if (update === "two-step" && ensemble.form === "persistent") {
    idle.push({
      path: ["ensemble", "lagDays"],
      because: 'the update "two-step" corrects the days of its window',
      expected: "filter.windowDays in its place",
    });
  }
  // As far back as the fluxes reach that are analysed, the way of the air has no place but the observation's own.
  if (localization !== "none" && localization.centre === "way" && "lagHours" in ensemble) {
    if (ensemble.lagHours + 1 < WAY_STEP) {
      idle.push({
        path: ["filter", "localization", "centre"],
        because:
          `the places of a way are ${WAY_STEP} hours apart, and an observation corrects the flux of its own hour and ` +
          `${ensemble.lagHours} before`,
        expected: `"upwind", "observation", or ensemble.lagHours of ${WAY_STEP - 1} or more`,
      });
    }
  }
  const networks = observations?.source === "synthetic" ? (observations.network ?? []) : [];
  if (estimate.retrievalBias !== "none" && networks.length > 0 && networks.every((name) => name === "towers")) {
    idle.push({
      path: ["filter", "estimate", "retrievalBias"],
      because: "surface sites have no retrievals, and towers are the only network",
      expected: "it with a network of columns, gosat or oco2",
    });
  }
  return idle;
}

/** A refinement of the schema that refuses idle settings. @param file what the file holds, as plain data */
export function refuseIdleSettings(file: unknown) {
  return (config: ExperimentConfig, context: z.core.$RefinementCtx): void => {
    for (const { path, because, expected } of idleSettings(config)) {
      const value = valueAt(file, path);
      if (value === undefined) continue;
      context.addIssue({
        code: "custom",
        path: [...path],
        message: `${inWords(value)}, which has no effect: ${because}`,
        params: { expected, remedy: "take the key away" },
      });
    }
  };
}
