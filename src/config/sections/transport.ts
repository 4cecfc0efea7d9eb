/** Keys of the forecast model: its time step [min] and what of sub-grid transport it has. */
import { z } from "zod";

export const transportKeys = {
  timeStepMinutes: z
    .union([z.literal(5), z.literal(10), z.literal(15), z.literal(20), z.literal(30), z.literal(60)])
    .default(20),
  /** Vertical mixing: local diffusion, or ACM2 (Pleim 2007) with its non-local exchange in convective columns. */
  mixing: z.enum(["local", "acm2"]).default("local"),
  /** Share of city in a cell, which raises the least vertical diffusivity: none, from inhabitants, or the weather's. */
  urbanFraction: z.enum(["none", "cities", "meteorology"]).default("none"),
  /** CMAQ's multiscale horizontal diffusion; next to nil on cells of 64 km. */
  horizontalDiffusion: z.enum(["none", "multiscale"]).default("none"),
  /** Sub-grid deep convection of tracers, by the weather's own mass flux or a bulk scheme. */
  deepConvection: z.enum(["none", "bulk"]).default("none"),
};
