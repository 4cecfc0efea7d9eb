/**
 * Text files of the ICOS Atmosphere Thematic Centre (Hazan et al. 2016, doi:10.5194/amt-9-4719-2016): "*.CO2", one station and
 * sampling height each, columns after semicolons, the calibration scale by instrument. Times are UTC, the beginning of what
 * was averaged; -999.99 is missing. Stdev is the variability within it.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import { InputError } from "../../errors.js";
import { type HeadedText, readHeadedText } from "../../io/headedText.js";
import type { SiteSeries, SiteValue } from "../sites/siteSeries.js";
import { isGood } from "./qualityFlags.js";
import { checkSpecies, factorOf, lengthOf, type SiteText, siteText, timeOf } from "./siteText.js";
import { said, type Station, stationOf } from "./stationText.js";

const FORM = { mark: /^# ?/, separator: /;/ };

/** @throws InputError where the file is of another species or form */
export function readIcosText(path: string, species = "co2"): SiteSeries {
  const text = readHeadedText(path, FORM);
  const columns = siteText(text);
  checkSpecies(path, said(text, "parameter"), species);
  const needed = ["site", "year", "month", "day", "hour", species, "flag"].filter((name) => !columns.has(name));
  if (needed.length > 0) {
    throw new InputError({
      where: path,
      found: `no column ${needed.join(", ")}`,
      expected: "the columns Site;SamplingHeight;Year;Month;Day;Hour;Minute;...;Flag",
      remedy: "take the release of continuous measurements (CTS) of ICOS",
    });
  }
  const station = stationOf(text);
  const site = said(text, "station code").toUpperCase();
  const interval = lengthOf(said(text, "time interval"));
  return {
    path,
    name: `${site} ${station.intakeHeight} m, ICOS`,
    site,
    sampling: "continuous",
    platform: "surface",
    interval: interval > 0 ? interval : SECONDS_PER_HOUR,
    values: valuesOf(text, columns, station, {
      species,
      interval: interval > 0 ? interval : SECONDS_PER_HOUR,
      factor: factorOf(path, said(text, "measurement unit")),
    }),
  };
}

interface Meaning {
  readonly species: string;
  readonly interval: number;
  readonly factor: number;
}

function* valuesOf(
  text: HeadedText,
  columns: SiteText,
  station: Station,
  { species, interval, factor }: Meaning,
): Generator<SiteValue> {
  const scaleOf = scalesOf(said(text, "measurement scale"));
  for (const row of text.rows()) {
    const number = (name: string): number => columns.number(row, name);
    const height = number("samplingheight");
    const intakeHeight = Number.isNaN(height) ? station.intakeHeight : height;
    const parts = ["year", "month", "day", "hour", "minute"].map(number);
    const time = timeOf([...parts, 0], text.path, row) + station.toUtc + interval / 2;
    yield {
      id: `${columns.text(row, "site")}_${intakeHeight}~${new Date(1000 * (time - interval / 2)).toISOString().slice(0, 16)}`,
      time,
      longitude: station.longitude,
      latitude: station.latitude,
      intakeHeight,
      elevation: station.elevation,
      altitude: station.elevation + intakeHeight,
      moleFraction: factor * number(species),
      deviation: factor * number("stdev"),
      // A letter that this program does not know is no reason to trust the value.
      good: isGood(columns.text(row, "flag") || "?") === true,
      scale: scaleOf(columns.text(row, "instrumentid")),
    };
  }
}

/** "530: Unknown; 115: WMO X2004A" by instrument; one scale of all where there are no numbers. */
function scalesOf(words: string): (instrument: string) => string {
  const parts = words.split(";").map((part) => /^\s*(\d+)\s*:\s*(.*?)\s*$/.exec(part));
  if (parts.some((part) => part === null)) return () => words;
  const scales = new Map(parts.map((part) => [part?.[1] ?? "", part?.[2] ?? ""]));
  return (instrument) => scales.get(instrument) ?? "";
}
