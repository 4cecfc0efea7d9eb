/**
 * An invented air-sea exchange with the broad shape of the climatology of Takahashi et al. (2009,
 * doi:10.1016/j.dsr2.2008.12.009): a weak source in the tropics, a sink at mid-latitudes that is stronger in winter.
 * Within -0.05 and 0.05 umol m-2 s-1 over open water; times the share of water of each cell.
 */
import type { Grid } from "../../grids/grid.js";
import { dayOfYear } from "../../time.js";
import { fromMicromoles } from "../../units.js";
import type { FluxSource } from "../fluxSource.js";

/** @param landFraction [row][column] */
export function syntheticOcean(grid: Grid, landFraction: Float64Array): FluxSource {
  const middle = grid.latitude.map((latitude) => Math.exp(-0.5 * ((Math.abs(latitude) - 40) / 12) ** 2));
  const tropics = grid.latitude.map((latitude) => Math.exp(-0.5 * (latitude / 14) ** 2));
  const hemisphere = grid.latitude.map(Math.sign);
  return {
    component: "ocean",
    title: "synthetic ocean",
    remarks: ["The ocean fluxes are synthetic: a formula of latitude and season."],
    files: [],
    hourly(time) {
      const winter = Math.cos((2 * Math.PI * (dayOfYear(time) - 45)) / 365.25);
      return landFraction.map((land, cell) => {
        const flux = 0.02 * tropics[cell] - middle[cell] * (0.03 + 0.015 * hemisphere[cell] * winter);
        return (1 - land) * fromMicromoles(flux);
      });
    },
    close() {},
  };
}
