/**
 * ICOS data of one station and intake in netCDF, as OpenGHG stores what it takes from the Carbon Portal: values, variability
 * and flags over time, which is the beginning of what was averaged; place, unit and scale are attributes of the file.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import { InputError } from "../../errors.js";
import { readTimes } from "../../io/cfTime.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { SiteSeries, SiteValue } from "../sites/siteSeries.js";
import { isGood } from "./qualityFlags.js";
import { attributeText } from "./quantities.js";
import { checkSpecies, factorOf } from "./siteText.js";

/** @throws InputError where the file is of another species or unit, or does not tell its place */
export function readIcosNetcdf(file: NetcdfFile, species = "co2"): SiteSeries {
  const { path, attributes } = file;
  const about = (name: string): string => attributeText(attributes[name]);
  const number = (...names: readonly string[]): number =>
    names.map((name) => Number.parseFloat(about(name))).find(Number.isFinite) ?? Number.NaN;
  checkSpecies(path, about("species"), species);
  const site = about("site").toUpperCase();
  const [longitude, latitude] = [number("station_longitude"), number("station_latitude")];
  const intakeHeight = number("inlet", "sampling_height");
  if (site === "" || Number.isNaN(longitude + latitude + intakeHeight)) {
    throw new InputError({
      where: path,
      found: `site "${site}" at ${longitude} E ${latitude} N, intake at ${intakeHeight} m`,
      expected: "site, station_longitude, station_latitude and inlet as attributes of the file",
      remedy: "take the text file of the Atmosphere Thematic Centre (ICOS_ATC_..._CTS.CO2)",
    });
  }
  const elevation = number("station_height_masl", "elevation");
  const times = readTimes(file.variable("time"), path);
  const stated = number("sampling_period");
  const interval = stated > 0 ? stated : spacingOf(times);
  const factor = factorOf(path, about("units"));
  const moleFractions = file.variable(species).read();
  const variability = `${species}_variability`;
  const deviations = file.has(variability) ? file.variable(variability).read() : undefined;
  const flags = file.has("flag") ? file.variable("flag").readStrings() : undefined;
  const scale = about("calibration_scale");
  function* values(): Generator<SiteValue> {
    for (const [i, start] of times.entries()) {
      yield {
        id: `${site}_${intakeHeight}~${new Date(1000 * start).toISOString().slice(0, 16)}`,
        time: start + interval / 2,
        longitude,
        latitude,
        intakeHeight,
        elevation,
        altitude: elevation + intakeHeight,
        moleFraction: factor * moleFractions[i],
        deviation: factor * (deviations?.[i] ?? Number.NaN),
        good: flags === undefined || isGood(flags[i] === "" ? "?" : flags[i]) === true,
        scale: scale === "unknown" ? "" : scale,
      };
    }
  }
  return {
    path,
    name: `${site} ${intakeHeight} m, ICOS`,
    site,
    sampling: "continuous",
    platform: "surface",
    interval,
    values: values(),
  };
}

/** The least step between times; an hour where there is one time. [s] */
function spacingOf(times: ArrayLike<number>): number {
  let least = Infinity;
  for (let i = 1; i < times.length; i++) if (times[i] > times[i - 1]) least = Math.min(least, times[i] - times[i - 1]);
  return least < Infinity ? least : SECONDS_PER_HOUR;
}
