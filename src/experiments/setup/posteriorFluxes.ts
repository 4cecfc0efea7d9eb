/** The posterior that an analysis wrote, read back day by day for the forward run FC. */
import { SECONDS_PER_HOUR } from "../../constants.js";
import { withFile } from "../../evaluation/readRun.js";
import { startOfDay, type Time } from "../../time.js";
import { dayFile, type RunFolder } from "../recording/runFolder.js";

/** @returns posterior natural flux of an hour, [cell], [mol m-2 s-1] @throws InputError where its day was not written */
export function posteriorFluxes(folder: RunFolder): (time: Time) => Promise<Float64Array> {
  const { cells } = folder.grid;
  let held: { day: Time; hours: Float64Array } | undefined;
  return async (time) => {
    const day = startOfDay(time);
    if (held?.day !== day) {
      const path = dayFile(folder, "flux", day);
      held = { day, hours: await withFile(path, (file) => file.variable("natural_posterior").read()) };
    }
    const hour = (time - day) / SECONDS_PER_HOUR;
    return held.hours.slice(hour * cells, (hour + 1) * cells);
  };
}
