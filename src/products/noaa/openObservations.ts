/** Surface sites of text files of NOAA's Global Monitoring Laboratory. */
import type { ObservationSet } from "../../observations/observation.js";
import { readNoaaText } from "../../observations/sources/noaaText.js";
import { openSites } from "../openSites.js";
import type { ObservationsContext } from "../product.js";
import { siteRulesOf } from "../siteSection.js";
import type { NoaaSection } from "./section.js";

export function openObservations(
  { files, ...section }: NoaaSection,
  context: ObservationsContext,
): Promise<ObservationSet> {
  return openSites("NOAA GML text files", files, siteRulesOf(section), context, (path, take) =>
    take(readNoaaText(path)),
  );
}
