/** The observations of an experiment, and which of them its plan wants assimilated. */
import type { ObservationPlan } from "../../config/plan.js";
import type { ObservationSet, RetrievalSet } from "../../observations/observation.js";
import { type Screening, screenObservations, type Selection } from "../../observations/quality.js";
import type { Retrieval } from "../../observations/retrieval.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import type { SyntheticObservations } from "../../observations/sources/syntheticNetworks.js";
import { openRole } from "../../products/openRole.js";
import { late, type Part } from "./parts.js";
import type { Preparation } from "./preparation.js";
import type { Asked } from "./sections.js";
import type { WeatherParts } from "./weather.js";

/** Observations as a run has them. */
export interface Observed {
  readonly set: ObservationSet;
  readonly screening: Screening;
  /** How the plan wants them compared. */
  readonly settings: ObservationPlan;
  /** Error of an observation whose value a twin's truth gives [mol mol-1]; 0 of one that was measured. */
  readonly noise: SyntheticObservations["noise"];
}

/** None where a run compares with nothing. */
export function screenedObservations({
  observed,
}: {
  readonly observed: Observed | "nothing";
}): readonly ScreenedObservation[] {
  return observed === "nothing" ? [] : observed.screening.observations;
}

export async function makeObservations(
  { plan: { period, seed }, registry, parts, known }: Preparation,
  { key, section }: Asked,
  { surfacePressure }: Pick<WeatherParts, "surfacePressure">,
  settings: ObservationPlan,
): Promise<Part<Observed>> {
  const context = late({ ...known, surfacePressure: () => surfacePressure.get() });
  const opened = await parts.make(key, () => {
    const found = section.get();
    return openRole(registry, "observations", found, async (role): Promise<Pick<Observed, "set" | "noise">> => {
      switch (role.values) {
        case "measured":
          return { set: await (await role.open())(found, context), noise: () => 0 };
        case "from the truth": {
          const set = await (await role.open())(found, context);
          return { set, noise: set.noise };
        }
      }
    });
  });
  return parts.make(["observations"], () => {
    const { set, noise } = opened.get();
    const screening = screenObservations(set, known.grid(), period, selectionOf(settings, seed));
    return { set, noise, screening, settings };
  });
}

/** Which of the good observations are to be assimilated. */
function selectionOf({ withheldShare, correlatedNeighbours }: ObservationPlan, seed: number): Selection {
  if (correlatedNeighbours === "none") return { seed, withheldShare };
  const { lengthKm, treatment } = correlatedNeighbours;
  return { seed, withheldShare, neighbours: { length: 1000 * lengthKm, treatment } };
}

/** The columns of a set. */
export function retrievalsOf(set: ObservationSet): RetrievalSet {
  return { ...set, observations: set.observations.filter((one): one is Retrieval => one.kind === "column") };
}
