/** The section `filter`: method, localization and inflation of the analysis, and what it estimates besides fluxes. */
import { z } from "zod";
import { estimate } from "./estimate.js";
import { localization } from "./localization.js";

const share = z.number().min(0).max(1).default(0);

export const filter = z
  .strictObject({
    localization: localization.prefault({ zeroDistanceKm: 2000 }),
    /** Whether an analysis changes mole fraction and fluxes, or fluxes alone, with which a window is run again. */
    update: z.enum(["joint", "two-step"]).default("joint"),
    /** Length of that window. */
    windowDays: z.int().min(1).max(14).default(3),
    /** Serial EnSRF (Whitaker & Hamill 2002) or LETKF (Hunt et al. 2007). */
    method: z.enum(["ensrf", "letkf"]).default("ensrf"),
    /** Of the observations, for the serial filter: of time, or by expected reduction of variance. */
    order: z.enum(["given", "adaptive"]).default("given"),
    inflation: z
      .strictObject({
        /** Relaxation to prior spread (Whitaker & Hamill 2012); 0 is none. */
        rtps: share,
        /** Relaxation to prior perturbations (Zhang et al. 2004); 0 is none. */
        rtpp: share,
        /** Factor on the analysed perturbations; 1 is none. */
        multiplicative: z.number().min(1).max(2).default(1),
        /** Smooth draws added to the mole fraction after an analysis, standard deviation [ppm]; 0 is none. */
        additivePpm: z.number().min(0).default(0),
      })
      .prefault({}),
    estimate: estimate.prefault({}),
  })
  .prefault({});
