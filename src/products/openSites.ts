/** Opens files of surface sites, whatever their format. */
import { SECONDS_PER_DAY } from "../constants.js";
import { type Fault, InputError } from "../errors.js";
import type { ObservationSet } from "../observations/observation.js";
import { modelGround } from "../observations/sites/placement.js";
import type { SiteRules } from "../observations/sites/siteRules.js";
import { createSiteSampler, type SiteWorld } from "../observations/sites/siteSamples.js";
import type { SiteSeries } from "../observations/sites/siteSeries.js";
import type { ObservationsContext } from "./product.js";

/** At most so many days of a run tell the mean surface pressure. */
const DAYS = 8;

/**
 * @param read opens one file and hands over what it holds, as long as it is open
 * @throws InputError with the first fault of each file
 */
export async function openSites(
  title: string,
  files: readonly string[],
  rules: SiteRules,
  context: ObservationsContext,
  read: (path: string, take: (series: SiteSeries) => void) => Promise<void> | void,
): Promise<ObservationSet> {
  const sampler = createSiteSampler(rules, worldOf(context));
  const faults: Fault[] = [];
  for (const path of files) {
    try {
      await read(path, (series) => sampler.take(series));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  const { observations, remarks, notKept } = sampler.samples();
  const none = observations.length === 0 ? [`no sample of ${title} lies in the period and the domain`] : [];
  return { title, files, observations, ...(notKept && { notKept }), remarks: [...remarks, ...none] };
}

function worldOf({ grid, period, surfacePressure }: ObservationsContext): SiteWorld {
  let ground: SiteWorld["ground"] | undefined;
  return {
    period,
    isInside: (longitude, latitude) => grid.cellAt(longitude - 360 * Math.round(longitude / 360), latitude) >= 0,
    ground(longitude, latitude) {
      ground ??= modelGround(
        grid,
        timesIn(period).map((time) => Float64Array.from(surfacePressure(time))),
      );
      return ground(longitude, latitude);
    },
  };
}

/** Days of a period, some at even distances where there are many. */
function timesIn({ start, end }: ObservationsContext["period"]): number[] {
  const days = Math.max(1, Math.floor((end - start) / SECONDS_PER_DAY));
  const count = Math.min(days, DAYS);
  return Array.from({ length: count }, (_, i) => start + SECONDS_PER_DAY * Math.floor((i * days) / count));
}
