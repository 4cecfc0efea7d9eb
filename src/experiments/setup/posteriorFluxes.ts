/** The posterior that an analysis wrote, read back day by day for the forward run FC. */
import { SECONDS_PER_HOUR } from "../../constants.js";
import { readHourlyFlux } from "../../runs/fluxFile.js";
import type { RunFolder } from "../../runs/runFolder.js";
import { startOfDay, type Time } from "../../time.js";

/** @returns posterior natural flux of an hour, [cell], [mol m-2 s-1] @throws InputError where its day was not written */
export function posteriorFluxes({ path, grid }: RunFolder): (time: Time) => Promise<Float64Array> {
  const { cells } = grid;
  let held: { day: Time; hours: Float64Array } | undefined;
  return async (time) => {
    const day = startOfDay(time);
    if (held?.day !== day) held = { day, hours: await readHourlyFlux(path, day, cells, "natural_posterior") };
    const hour = (time - day) / SECONDS_PER_HOUR;
    return held.hours.slice(hour * cells, (hour + 1) * cells);
  };
}
