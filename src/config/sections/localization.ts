/** The section `filter.localization`: how far an observation reaches. */
import { z } from "zod";
import { positive } from "./values.js";

const reach = {
  /**
   * What the taper on past fluxes is centred at: the observation, where its air was then, or all the way of its air.
   * Absent: the way where fluxes persist and are analysed with the mole fraction, else the observation.
   */
  centre: z.enum(["observation", "upwind", "way"]).optional(),
  /** Whether point observations are kept to layers near their own: |ln(p / p_observation)| of no effect. */
  vertical: z.union([z.literal("none"), z.strictObject({ zeroLogPressure: positive })]).default("none"),
};

export const localization = z.union([
  z.literal("none"),
  z.strictObject({ zeroDistanceKm: positive, ...reach }),
  z.strictObject({ halfWidthKm: positive, ...reach }),
]);
