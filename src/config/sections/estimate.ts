/** The form of `filter.estimate`: what is estimated beside mole fraction and fluxes. */
import { z } from "zod";
import { positive } from "./values.js";

const ppm = z.number().min(0);

export const estimate = z.strictObject({
  /** Offset of the lateral boundary by side: standard deviation [ppm] and memory [days]; the program chooses where it is absent. */
  boundaryOffset: z
    .union([z.literal("none"), z.strictObject({ ppm: ppm.default(0.5), memoryDays: positive.default(12) })])
    .optional(),
  /** Bias of the retrievals by region: standard deviation [ppm], memory [days], spacing of regions [km]. */
  retrievalBias: z
    .union([
      z.literal("none"),
      z.strictObject({
        ppm: ppm.default(0.3),
        memoryDays: positive.default(90),
        regionKm: z.number().min(200).default(1500),
      }),
    ])
    .default("none"),
});
