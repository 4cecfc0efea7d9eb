/** Surface sites of text files of WDCGG. */
import type { ObservationSet } from "../../observations/observation.js";
import { readWdcggText } from "../../observations/sources/wdcggText.js";
import { openSites } from "../openSites.js";
import type { ObservationsContext } from "../product.js";
import { siteRulesOf } from "../siteSection.js";
import type { WdcggSection } from "./section.js";

export function openObservations(
  { files, ...section }: WdcggSection,
  context: ObservationsContext,
): Promise<ObservationSet> {
  return openSites("WDCGG text files", files, siteRulesOf(section), context, (path, take) => take(readWdcggText(path)));
}
