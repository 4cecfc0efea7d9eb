/** Surface sites of ObsPack files. */
import { withNetcdf } from "../../io/withNetcdf.js";
import type { ObservationSet } from "../../observations/observation.js";
import { readObspack } from "../../observations/sources/obspack.js";
import { openSites } from "../openSites.js";
import type { ObservationsContext } from "../product.js";
import { siteRulesOf } from "../siteSection.js";
import type { ObspackSection } from "./section.js";

export function openObservations(
  { files, flags, ...section }: ObspackSection,
  context: ObservationsContext,
): Promise<ObservationSet> {
  return openSites("ObsPack", files, siteRulesOf(section), context, (path, take) =>
    withNetcdf(path, (file) => take(readObspack(file, flags))),
  );
}
