/** The sounding whose footprint is asked for: one of the experiment's by its number, or one that might have been. */
import { CoverageError } from "../../errors.js";
import { cosineOfZenith } from "../../grids/sun.js";
import { nearestNames } from "../../io/nearestNames.js";
import type { Retrieval } from "../../observations/retrieval.js";
import { LEAST_COSINE_ZENITH } from "../../observations/sources/synthetic.js";
import { syntheticColumn } from "../../observations/sources/syntheticProfiles.js";
import { formatTime, startOfHour, type Time } from "../../time.js";
import type { Inputs } from "../setup/inputs.js";

/** A sounding of the experiment, or a place [degrees] and a time. */
export type FootprintTarget =
  | { readonly id: string }
  | { readonly longitude: number; readonly latitude: number; readonly time: Time };

export interface FoundSounding {
  readonly retrieval: Retrieval;
  /** What must be said of it. */
  readonly remarks: readonly string[];
}

/** @throws CoverageError where there is no such sounding, or it cannot be used */
export function findSounding(target: FootprintTarget, inputs: Inputs): FoundSounding {
  const found = "id" in target ? soundingOf(target.id, inputs) : hypothetical(target, inputs);
  const { longitude, latitude } = found.retrieval;
  if (inputs.grid.cellAt(longitude, latitude) < 0) {
    throw new CoverageError({
      where: `sounding ${found.retrieval.id}`,
      found: `it lies at ${longitude.toFixed(2)} E, ${latitude.toFixed(2)} N`,
      expected: `a place in the domain "${inputs.grid.name}"`,
    });
  }
  return found;
}

function soundingOf(id: string, { observed }: Inputs): FoundSounding {
  const list = (observed === "nothing" ? [] : observed.set.observations).filter((one) => one.kind === "column");
  const retrieval = list.find((one) => one.id === id);
  const without = "or give --longitude, --latitude and --time";
  if (retrieval === undefined) {
    const names = nearestNames(
      id,
      list.map((one) => one.id),
      3,
    );
    throw new CoverageError({
      where: `sounding ${id}`,
      found: list.length === 0 ? "the experiment has no soundings" : `not among the ${list.length} of the experiment`,
      remedy: names.length === 0 ? without : `choose one of observations.nc, such as ${names.join(", ")}, ${without}`,
    });
  }
  if (retrieval.missing !== undefined) {
    throw new CoverageError({
      where: `sounding ${id}`,
      found: `no value of ${retrieval.missing.join(", ")}`,
      remedy: "choose a complete sounding",
    });
  }
  return { retrieval, remarks: retrieval.good ? [] : ["The sounding is not of good quality."] };
}

/** With the levels, kernel and weights of a synthetic sounding; at night those of a low sun. */
function hypothetical(
  { longitude, latitude, time }: Exclude<FootprintTarget, { id: string }>,
  { grid, weather, plan }: Inputs,
): FoundSounding {
  const hour = Math.min(Math.max(startOfHour(time), plan.period.start), plan.period.end);
  const surfacePressure = weather.at(hour).surfacePressure[Math.max(0, grid.cellAt(longitude, latitude))];
  const sun = Math.max(LEAST_COSINE_ZENITH, cosineOfZenith(time, longitude, latitude));
  const place = `${longitude.toFixed(2)}E_${latitude.toFixed(2)}N`;
  return {
    retrieval: {
      kind: "column",
      id: `${formatTime(time).replaceAll(/[-:]/g, "")}_${place}`,
      time,
      longitude,
      latitude,
      xco2: NaN,
      uncertainty: NaN,
      good: true,
      ...syntheticColumn(surfacePressure, sun, time),
    },
    remarks: ["No satellite made this sounding: its averaging kernel is a typical one."],
  };
}
