/** Surface sites of ICOS: text files and netCDF. */
import type { ObservationSet } from "../../observations/observation.js";
import { isNetcdf } from "../../io/openNetcdf.js";
import { withNetcdf } from "../../io/withNetcdf.js";
import { readIcosNetcdf } from "../../observations/sources/icosNetcdf.js";
import { readIcosText } from "../../observations/sources/icosText.js";
import { openSites } from "../openSites.js";
import type { ObservationsContext } from "../product.js";
import { siteRulesOf } from "../siteSection.js";
import type { IcosSection } from "./section.js";

export function openObservations(
  { files, ...section }: IcosSection,
  context: ObservationsContext,
): Promise<ObservationSet> {
  return openSites("ICOS atmosphere files", files, siteRulesOf(section), context, (path, take) =>
    isNetcdf(path) ? withNetcdf(path, (file) => take(readIcosNetcdf(file))) : take(readIcosText(path)),
  );
}
