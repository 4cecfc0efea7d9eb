/** The observations of an experiment, and which of them its plan wants assimilated. */
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { ObservationPlan } from "../../config/plan.js";
import { mergeSets } from "../../observations/mergeSets.js";
import type { ObservationSet, RetrievalSet } from "../../observations/observation.js";
import { type Screening, screenObservations, type Selection } from "../../observations/quality.js";
import type { Retrieval } from "../../observations/retrieval.js";
import { type ScreenedObservation, setRepresentation } from "../../observations/screenedObservation.js";
import { siteRepresentation } from "../../observations/siteRepresentation.js";
import { scaleRemarks } from "../../observations/sites/calibrationScales.js";
import type { SyntheticObservations } from "../../observations/sources/syntheticNetworks.js";
import { openRole } from "../../products/openRole.js";
import { late, type Part } from "./parts.js";
import type { KnownToObservations } from "./preparedInputs.js";
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

/** @param asked one for each source */
export async function makeObservations(
  preparation: Preparation,
  asked: readonly Asked[],
  weather: Pick<WeatherParts, "surfacePressure">,
  settings: ObservationPlan,
): Promise<Part<Observed>> {
  const { plan, parts, known } = preparation;
  const { kind, period, seed } = plan;
  const opened: Part<Opened>[] = [];
  for (const one of asked) opened.push(await openSource(preparation, one, weather));
  return parts.make(["observations"], () => {
    const { set: read, noise } = together(opened.map((part) => part.get()));
    const set = { ...read, remarks: [...read.remarks, ...scaleRemarks(read.observations)] };
    const screening = screenObservations(set, known.grid(), period, selectionOf(settings, seed, kind === "forward"));
    setSiteRepresentations(screening.observations, known, () => weather.surfacePressure.get()(period.start));
    return { set, noise, screening, settings };
  });
}

type Opened = Pick<Observed, "set" | "noise">;

function openSource(
  { registry, parts, known, prepared }: Preparation,
  { key, section }: Asked,
  { surfacePressure }: Pick<WeatherParts, "surfacePressure">,
): Promise<Part<Opened>> {
  const all: KnownToObservations = { ...known, surfacePressure: () => surfacePressure.get() };
  return parts.make(key, () => {
    const found = section.get();
    return openRole(registry, "observations", found, async (role): Promise<Opened> => {
      switch (role.values) {
        case "measured": {
          const open = async (known: KnownToObservations): Promise<ObservationSet> =>
            (await role.open())(found, late(known));
          const set = await prepared.observations({ key, role: "observations", section: found }, all, open);
          return { set, noise: () => 0 };
        }
        case "from the truth": {
          const set = await (await role.open())(found, late(all));
          return { set, noise: set.noise };
        }
      }
    });
  });
}

/** One set of all sources. */
function together(opened: readonly Opened[]): Opened {
  if (opened.length === 1) return opened[0];
  const own = new Map(opened.flatMap(({ set, noise }) => set.observations.map((one) => [one, noise] as const)));
  return {
    set: mergeSets(opened.map(({ set }) => set)),
    noise: (observation) => own.get(observation)?.(observation) ?? 0,
  };
}

/** Which of the good observations are to be assimilated. */
function selectionOf(
  { withheldShare, correlatedNeighbours: neighbours, correlatedSites: sites }: ObservationPlan,
  seed: number,
  comparesOnly: boolean,
): Selection {
  return {
    seed,
    comparesOnly,
    withheldShare,
    ...(neighbours !== "none" && {
      neighbours: { length: 1000 * neighbours.lengthKm, treatment: neighbours.treatment },
    }),
    ...(sites !== "none" && { sites: { duration: SECONDS_PER_HOUR * sites.hours, length: 1000 * sites.lengthKm } }),
  };
}

/** What the model's cells represent worse, or better, than a standard tower. */
function setSiteRepresentations(
  observations: readonly ScreenedObservation[],
  { grid, landFraction }: Pick<Preparation["known"], "grid" | "landFraction">,
  surfacePressure: () => Float64Array,
): void {
  const sites = observations.filter(({ cell, observation }) => cell >= 0 && observation.kind === "point");
  if (sites.length === 0) return;
  const factor = siteRepresentation(grid(), surfacePressure(), landFraction());
  for (const screened of sites) {
    const { observation, cell } = screened;
    if (observation.kind === "point") setRepresentation(screened, factor(observation.height, cell));
  }
}

/** The columns of a set. */
export function retrievalsOf(set: ObservationSet): RetrievalSet {
  return { ...set, observations: set.observations.filter((one): one is Retrieval => one.kind === "column") };
}
