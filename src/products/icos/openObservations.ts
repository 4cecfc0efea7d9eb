/** Surface sites of text files of ICOS. */
import type { ObservationSet } from "../../observations/observation.js";
import { readIcosText } from "../../observations/sources/icosText.js";
import { openSites } from "../openSites.js";
import type { ObservationsContext } from "../product.js";
import { siteRulesOf } from "../siteSection.js";
import type { IcosSection } from "./section.js";

export function openObservations(
  { files, ...section }: IcosSection,
  context: ObservationsContext,
): Promise<ObservationSet> {
  return openSites("ICOS atmosphere text files", files, siteRulesOf(section), context, (path, take) =>
    take(readIcosText(path)),
  );
}
