/** Keys of the forecast model: its time step [min] and what of sub-grid transport it has. */
import { z } from "zod";

/** Those that a twin's truth may have of its own. */
export const transportForms = {
  timeStepMinutes: z.union([z.literal(5), z.literal(10), z.literal(15), z.literal(20), z.literal(30), z.literal(60)]),
  mixing: z.enum(["local", "acm2"]),
  horizontalDiffusion: z.enum(["none", "multiscale"]),
  deepConvection: z.enum(["none", "bulk"]),
};

export const transportKeys = {
  timeStepMinutes: transportForms.timeStepMinutes.default(30),
  /** Vertical mixing: local diffusion, or ACM2 (Pleim 2007) with its non-local exchange in convective columns. */
  mixing: transportForms.mixing.default("local"),
  /** Share of city in a cell, which raises the least vertical diffusivity: none, from inhabitants, or the weather's. */
  urbanFraction: z.enum(["none", "cities", "meteorology"]).default("none"),
  /** CMAQ's multiscale horizontal diffusion; next to nil on cells of 64 km. */
  horizontalDiffusion: transportForms.horizontalDiffusion.default("none"),
  /** Sub-grid deep convection of tracers, by the weather's own mass flux or a bulk scheme. */
  deepConvection: transportForms.deepConvection.default("none"),
};
