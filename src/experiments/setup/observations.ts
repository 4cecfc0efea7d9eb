/** The observations of an experiment, and what becomes of each before anything is computed. */
import type { ObservationSet, RetrievalSet } from "../../observations/observation.js";
import { type Screening, screenObservations, type Selection } from "../../observations/quality.js";
import type { Retrieval } from "../../observations/retrieval.js";
import type { SyntheticObservations } from "../../observations/sources/syntheticNetworks.js";
import { openRole } from "../../products/openRole.js";
import { late, type Part } from "./parts.js";
import type { Preparation } from "./preparation.js";
import type { AskedObservations } from "./sections.js";
import type { WeatherParts } from "./weather.js";

export interface ObservationParts {
  readonly opened: Part<OpenObservations>;
  readonly screening: Part<Screening>;
}

interface OpenObservations {
  readonly set: ObservationSet;
  /** Error of an observation whose value a twin's truth gives [mol mol-1]. */
  readonly noise: SyntheticObservations["noise"] | undefined;
}

export async function makeObservations(
  { config, registry, parts, known }: Preparation,
  { key, section, settings }: AskedObservations,
  { surfacePressure }: Pick<WeatherParts, "surfacePressure">,
): Promise<ObservationParts> {
  const context = late({ ...known, surfacePressure: () => surfacePressure.get() });
  const opened = await parts.make(key, () => {
    const found = section.get();
    return openRole(registry, "observations", found, async (role): Promise<OpenObservations> => {
      switch (role.values) {
        case "measured":
          return { set: await (await role.open())(found, context), noise: undefined };
        case "from the truth": {
          const set = await (await role.open())(found, context);
          return { set, noise: set.noise };
        }
      }
    });
  });
  const screening = await parts.make(["observations"], () =>
    screenObservations(opened.get().set, known.grid(), config.period, selectionOf(settings, config.seed)),
  );
  return { opened, screening };
}

/** Which of the good observations are to be assimilated. */
function selectionOf({ withheldShare, correlatedNeighbours }: AskedObservations["settings"], seed: number): Selection {
  if (correlatedNeighbours === "none") return { seed, withheldShare };
  const { lengthKm, treatment } = correlatedNeighbours;
  return { seed, withheldShare, neighbours: { length: 1000 * lengthKm, treatment } };
}

/** The columns of a set. */
export function retrievalsOf(set: ObservationSet): RetrievalSet {
  return { ...set, observations: set.observations.filter((one): one is Retrieval => one.kind === "column") };
}
