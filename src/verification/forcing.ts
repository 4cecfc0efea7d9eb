/** The forcing of a weather with either form of vertical mixing. */
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { createMassFluxBuilder } from "../meteorology/massFluxes.js";
import type { MeteorologySource } from "../meteorology/meteorology.js";
import type { Time } from "../time.js";
import { createAcm2Mixing } from "../transport/acm2.js";
import { type HourlyForcing, hourlyForcing } from "../transport/hourlyForcing.js";
import { createTurbulentExchange } from "../transport/verticalMixing.js";

/** Local diffusion, or ACM2 with its non-local exchange. */
export type Mixing = "local" | "acm2";

export const mixingNames = { local: "local mixing", acm2: "ACM2" } as const;

export function createForcing(
  grid: Grid,
  vertical: VerticalCoordinate,
  weather: MeteorologySource,
  mixing: Mixing,
): (time: Time) => HourlyForcing {
  const massFluxes = createMassFluxBuilder(grid, vertical);
  switch (mixing) {
    case "local":
      return hourlyForcing(weather, massFluxes, createTurbulentExchange(grid, vertical));
    case "acm2": {
      const acm2 = createAcm2Mixing(grid, vertical);
      return hourlyForcing(weather, massFluxes, (instant) => acm2.exchange(instant), acm2.nonLocal);
    }
  }
}
