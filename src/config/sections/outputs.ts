/** The section `outputs`: what a run folder keeps besides its results. */
import { z } from "zod";

export const outputs = z
  .strictObject({
    concentration: z.enum(["daily", "hourly", "none"]).default("daily"),
    /** State to go on from, at the end of each simulated day. */
    checkpoint: z.enum(["daily", "none"]).default("daily"),
    /** Soundings that a twin experiment makes, in the form of Lite files; none where nothing is said. */
    soundings: z.enum(["lite", "none"]).optional(),
  })
  .prefault({});
